import { describe, expect, test } from '@jest/globals';
import { toMarkdown } from '../../../../../infra/doctor/render/markdown.ts';
import { REPORT } from './report.ts';

describe('the report for a ticket', () => {
  const text = toMarkdown(REPORT);

  test('begins with what was examined, and the sum', () => {
    expect(text.split('\n\n').slice(0, 2)).toEqual([
      '### halopsa-doctor scopes: https://acme.halopsa.com/',
      '**1 problem, 1 warning.** Needed: `edit:tickets`, `edit:assets`, `read:customers`.',
    ]);
  });

  test('has a row for each check, in which foreign text begins no column and no tag', () => {
    expect(text).toContain('| ! | agent | Sam &lt;sam@acme.example> looks like a person \\| maybe. | Make an agent. |');
    expect(text).toContain('| ✗ | token | Refused. | Correct it. |');
  });

  test('has the matrix with whole names of scopes, and what it shows', () => {
    expect(text).toContain(
      '|  | edit:tickets | all | read:actions |\n| --- | --- | --- | --- |\n| token | 200 | 200 | 400 |',
    );
    expect(text).toContain('\n- `read:actions`: no token.');
  });

  test('lists what is left over', () => {
    expect(text).toContain('| ticket 2884 | https://acme.halopsa.com/tickets?id=2884 | HaloPSA answered 403 |');
  });

  test('of a check alone has no other tables', () => {
    const { matrix: _, leftovers: __, ...check } = REPORT;
    const short = toMarkdown(check);
    expect(short.match(/^\| --- /gm)).toHaveLength(1);
    expect(short).not.toContain('left over');
  });

  test('of an address that is refused does not repeat it', () => {
    const { instance: _, ...refused } = REPORT;
    expect(toMarkdown(refused)).toMatch(/^### halopsa-doctor scopes: an address that is refused\n/);
  });
});
