import { describe, expect, test } from '@jest/globals';
import { withoutHtmlCopies } from '../../../../lib/action/run/without-html-copies.ts';

const BOTH = { id: 1, details: 'a', details_html: '<p>a</p>' };
const ONCE = { id: 1, details: 'a' };
const HTML_ALONE = { id: 1, details_html: '<p>a</p>' };

describe('a result has each text once', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['of the ticket that it is', BOTH, ONCE],
    ['of the entry that it is', { id: 2, note: 'n', note_html: '<p>n</p>' }, { id: 2, note: 'n' }],
    [
      'whose HTML is escaped',
      {
        id: 1,
        details: '{\n  "a": "<b>"\n}',
        details_html: '<p>{<br>&nbsp;&quot;a&quot;: &quot;&lt;b&gt;&quot;<br/>}</p>',
      },
      { id: 1, details: '{\n  "a": "<b>"\n}' },
    ],
    [
      'whose HTML makes a link of an address in it',
      {
        id: 1,
        details: 'see https://a.example/?b=1&c=2',
        details_html: '<p>see <a href="https://a.example/?b=1&amp;c=2">https://a.example/?b=1&amp;c=2</a></p>',
      },
      { id: 1, details: 'see https://a.example/?b=1&c=2' },
    ],
    [
      'that shows a link as text',
      { id: 1, details: '<a href="x">a</a>', details_html: '<p>&lt;a href=&quot;x&quot;&gt;a&lt;/a&gt;</p>' },
      { id: 1, details: '<a href="x">a</a>' },
    ],
    ['of a ticket in it', { asset_id: 501, ticket: BOTH }, { asset_id: 501, ticket: ONCE }],
    [
      'of each in a list',
      { record_count: 2, tickets: [BOTH, HTML_ALONE] },
      { record_count: 2, tickets: [ONCE, HTML_ALONE] },
    ],
  ])('%s', (_, result, expected) => {
    expect(withoutHtmlCopies(result)).toEqual(expected);
  });
});

describe('the HTML stays', () => {
  test.each<[string, Record<string, unknown>]>([
    ['where HaloPSA sends it alone', HTML_ALONE],
    ['where the text is blank', { ...HTML_ALONE, details: ' ' }],
    ['where it is a picture beside a blank text', { id: 1, details: ' ', details_html: '<img src="x.png">' }],
    ['where the text is none', { ...HTML_ALONE, details: null }],
    ['that says more than the text', { ...BOTH, details_html: '<p>a</p><p>b</p>' }],
    ['with a link whose address the text lacks', { ...BOTH, details_html: '<p><a href="https://a.example">a</a></p>' }],
    ['with a picture', { ...BOTH, details_html: '<p>a<img src=cid:1></p>' }],
    ['beside another text', { note: 'n', details_html: '<p>a</p>' }],
    ['in what a dry run would send', { dry_run: true, would_send: [{ method: 'POST', body: [BOTH] }] }],
  ])('%s', (_, result) => {
    expect(withoutHtmlCopies(result)).toEqual(result);
  });
});
