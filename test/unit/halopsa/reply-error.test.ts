import { describe, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../../lib/errors.ts';
import { classifyReply, type ReplyContext, toReplyError } from '../../../lib/halopsa/reply-error.ts';
import { HTML_PAGE } from '../../../lib/halopsa/reply-message.ts';

const context: ReplyContext = {
  kind: 'write',
  path: '/Tickets',
  neededScope: 'edit:tickets',
  grantedScopes: ['edit:tickets', 'edit:assets', 'read:customers'],
  nowMs: 0,
  secrets: ['canary-token', 'canary-secret'],
};

describe('what a reply without success means', () => {
  test.each<[number, string, ErrorCode]>([
    [400, 'Summary is a mandatory field', 'halo_rejected'],
    [400, 'An Outcome must be entered for this Action', 'halo_rejected'],
    [400, 'You do not have access to this Action at the moment', 'halo_rejected'],
    [400, 'Please assign this Ticket to an Agent before closing it', 'halo_rejected'],
    [400, 'CODE:APP03/2 The CAB members have not approved', 'halo_rejected'],
    [400, 'client_id: Error converting value "abc"', 'halo_rejected'],
    [409, 'Conflict', 'halo_rejected'],
    [413, '(no text)', 'halo_rejected'],
    [415, '(no text)', 'halo_rejected'],
    [422, 'Wrong', 'halo_rejected'],
    [400, 'You do not have permission to update this Ticket', 'scope_missing'],
    [500, 'You do not have permission to update this Ticket', 'scope_missing'],
    [400, 'You are not authorised to do this', 'scope_missing'],
    [400, 'Insufficient permission', 'scope_missing'],
    [401, '(no text)', 'scope_missing'],
    [403, '(no text)', 'scope_missing'],
    [403, 'Forbidden', 'scope_missing'],
    [404, '(no text)', 'not_found'],
    [404, 'Record not found', 'not_found'],
    [404, 'Ticket 404 was not found', 'not_found'],
    [400, 'Record not found', 'not_found'],
    [401, 'Record not found', 'not_found'],
    [403, 'Record not found', 'not_found'],
    [500, 'Record not found', 'not_found'],
    [400, 'Ticket 2884 was not found', 'not_found'],
    [400, "Outcome 'Foo' not found", 'halo_rejected'],
    [400, 'Category not found. Please select another', 'halo_rejected'],
    [429, 'Rate Limit Reached - 300 Requests per rolling 5 minute window', 'rate_limited'],
    [429, '(no text)', 'rate_limited'],
  ])('%i "%s", to a read or a write: %s', (status, message, code) => {
    expect(classifyReply(status, message, context)).toBe(code);
    expect(classifyReply(status, message, { ...context, kind: 'read' })).toBe(code);
  });

  test.each([408, 500, 502, 503, 504, 520])('%i to a write: nobody knows whether it was done', (status) => {
    expect(classifyReply(status, 'Object reference not set', context)).toBe('outcome_unknown');
  });

  test.each([
    'An Outcome must be entered for this Action',
    'Please assign this Ticket to an Agent before closing it',
    'You do not have access to this Action at the moment',
    'Category is a mandatory field',
    'CODE:APP03/2 The CAB members have not approved',
  ])('500 "%s": a rule of HaloPSA\'s, checked before anything was written', (message) => {
    expect(classifyReply(500, message, context)).toBe('halo_rejected');
  });

  test.each([HTML_PAGE, 'default backend - 404', '404 page not found'])(
    '404 "%s": what stands before HaloPSA doesn\'t find the API, and says nothing of a record',
    (message) => {
      expect(classifyReply(404, message, context)).toBe('halo_unavailable');
      expect(classifyReply(404, message, { ...context, kind: 'read', path: '/Client' })).toBe('halo_unavailable');
      expect(classifyReply(404, message, { ...context, kind: 'read', path: '/Tickets/2884' })).toBe('halo_unavailable');
    },
  );

  test('500 that misses something of its own: an outage', () => {
    expect(classifyReply(500, 'Procedure not found', context)).toBe('outcome_unknown');
  });

  test.each([300, 302, 307, 408, 500, 502, 503, 504, 520])('%i to a read: try it later', (status) => {
    expect(classifyReply(status, '(no text)', { ...context, kind: 'read' })).toBe('halo_unavailable');
  });

  test.each([302, 303])('%i to a write: the page to see may be that of the new record', (status) => {
    expect(classifyReply(status, '(no text)', context)).toBe('outcome_unknown');
  });

  test.each([301, 307, 308])('a redirect (%i) to a write: nothing was written', (status) => {
    expect(classifyReply(status, '(no text)', context)).toBe('halo_unavailable');
  });

  test.each([502, 503])("a proxy's %i that misses a record is an outage still", (status) => {
    expect(classifyReply(status, 'Record not found', context)).toBe('outcome_unknown');
  });

  test.each([502, 503, 504])("a proxy's %i that talks of authorization is an outage still", (status) => {
    expect(classifyReply(status, 'upstream unauthorized', context)).toBe('outcome_unknown');
  });
});

describe('a 500 of /Actions', () => {
  const actions = { ...context, path: '/Actions' };

  test('is a missing scope where the token lacks the scope', () => {
    expect(classifyReply(500, '(no text)', { ...actions, grantedScopes: ['edit:assets'] })).toBe('scope_missing');
  });

  test.each([[['edit:tickets']], [['all']], [['all:standard']]])('is an outage where the token holds %j', (scopes) => {
    expect(classifyReply(500, '(no text)', { ...actions, grantedScopes: scopes })).toBe('outcome_unknown');
  });

  test('is not copied by other paths', () => {
    expect(classifyReply(500, '(no text)', { ...context, grantedScopes: [] })).toBe('outcome_unknown');
  });
});

describe('the error', () => {
  const error = (status: number, text: string, more: Partial<ReplyContext> = {}, headers = {}) =>
    toReplyError({ status, text, headers }, { ...context, ...more });

  test("carries HaloPSA's status and words", () => {
    expect(error(400, '{"Message":"Details is a mandatory field"}')).toMatchObject({
      code: 'halo_rejected',
      message: 'HaloPSA answered 400 to /Tickets: Details is a mandatory field',
      halo: { status: 400, message: 'Details is a mandatory field' },
    });
  });

  test.each<[number, Partial<ReplyContext>, boolean]>([
    [500, {}, true],
    [503, {}, true],
    [408, {}, true],
    [303, {}, true],
    [400, {}, false],
    [429, {}, false],
    [500, { path: '/Actions', neededScope: 'edit:tickets', grantedScopes: ['edit:assets'] }, false],
    [500, { kind: 'read' }, false],
    [503, { kind: 'read' }, false],
  ])('of a %i with %j leaves doubt whether it was written: %s', (status, more, leavesDoubt) => {
    expect(error(status, 'Category is a mandatory field', more).leavesDoubt).toBe(leavesDoubt);
  });

  test.each([
    [429, {}, undefined],
    [429, { 'retry-after': '17' }, 17],
    [503, { 'retry-after': '5' }, 5],
    [400, {}, undefined],
  ])('of a %i with headers %j asks to wait %j seconds', (status, headers, seconds) => {
    expect(error(status, '', {}, headers).retryAfterSeconds).toBe(seconds);
  });

  test.each<[string, number, string, Partial<ReplyContext>, RegExp]>([
    [
      'an outcome that the tenant lacks',
      400,
      'An Outcome must be entered',
      { path: '/Actions' },
      /`outcome`.*`note_outcome`/,
    ],
    ['what the asset type wants', 400, 'Site is mandatory', { path: '/Asset' }, /`site_id`/],
    ['a field of the ticket, called as an entry has it', 400, 'Outcome is mandatory', {}, /`extra` or `customfields`/],
    [
      'a field of the ticket',
      400,
      'Details is a mandatory field',
      {},
      /`extra` or `customfields` where the action takes/,
    ],
    [
      'a field of the note',
      400,
      'Priority is mandatory',
      { path: '/Actions' },
      /sent through `extra` where .* a default/,
    ],
    ['what a search can not be asked', 400, 'Bad filter', { kind: 'read' }, /^Correct what HaloPSA's message names\.$/],
    ['an id that is not there, or the API', 404, '', {}, /^Check the ids;.* `instance_url`/],
    ['a record that is not there', 404, '', { path: '/Tickets/7', kind: 'read' }, /^Check the ids;.*does not exist\.$/],
    ['a page that may be that of the new record', 303, '', {}, /same idempotency key.*`instance_url`/],
    ['a list that is not there', 404, '', { path: '/Asset', kind: 'read' }, /^Check `instance_url`/],
    ['a redirect', 302, '', { kind: 'read' }, /^Check `instance_url`/],
    ['an entry, whose ticket is always named', 404, '', { path: '/Actions' }, /^Check the ids;.*does not exist\.$/],
    ['how long it asks to wait', 429, '', {}, /^Send it again later\.$/],
    ['that a write may be sent again under its key', 502, '', {}, /same idempotency key.*Without a key/],
  ])('tells the remedy: %s', (_, status, text, more, hint) => {
    expect(error(status, text, more).hint).toMatch(hint);
  });

  test('says in its hint how long to wait, where HaloPSA does', () => {
    expect(error(429, '', {}, { 'retry-after': '17' }).hint).toBe('Send it again in 17 seconds.');
  });

  test('names the scope to add where the token lacks it', () => {
    expect(error(403, '', { grantedScopes: ['read:tickets'] }).hint).toContain(
      'Give the API application `edit:tickets` in HaloPSA and add it to `scope` in the secret',
    );
  });

  test("points to the agent's role where the token holds the scope", () => {
    expect(error(403, '').hint).toContain("The token holds `edit:tickets`, so the agent's role is what is missing");
  });

  test.each([
    ['edit:tickets', /tickets of other agents and teams visible/, /customers|assets/],
    ['read:customers', /customers and users readable/, /tickets|assets/],
    ['read:assets', /assets readable, with the asset types of the machines/, /tickets|customers/],
    ['edit:assets', /assets readable and modifiable, with the asset types of the machines/, /tickets|customers/],
  ])('says which right of the role `%s` needs, and of no other', (neededScope, right, other) => {
    const held = error(403, '', { neededScope, grantedScopes: ['all'] }).hint ?? '';
    const lacking = error(403, '', { neededScope, grantedScopes: ['read:kb'] }).hint ?? '';
    for (const hint of [held, lacking]) {
      expect(hint).toMatch(right);
      expect(hint.replace(`\`${neededScope}\``, '')).not.toMatch(other);
    }
  });

  test.each([400, 403, 404, 408, 429, 500, 503])('of a %i says what to do', (status) => {
    expect(error(status, '').hint).toMatch(/^[A-Z].+\.$/);
  });

  test('repeats no secret', () => {
    const { message, halo } = error(400, '{"Message":"bad header Bearer canary-token, canary-secret"}');
    expect(JSON.stringify({ message, halo })).not.toContain('canary');
  });
});

describe('a refusal that is a web page', () => {
  const hintOf = (status: number, text: string) =>
    toReplyError({ status, text, headers: {} }, { ...context, path: '/Tickets/2884' }).hint;

  test.each([
    [403, '<!DOCTYPE html><title>Forbidden</title>'],
    [400, '<HTML>'],
  ])('with %i points to what stands before HaloPSA first', (status, text) => {
    expect(hintOf(status, text)).toMatch(/^The answer is a web page: .* allow-list of IP addresses/);
    expect(hintOf(status, text)).toContain(hintOf(status, 'Record'));
  });

  test.each([
    [403, ''],
    [403, '<b>No</b>'],
    [503, '<html>'],
  ])('with %i and %j does not: it is none, or passes', (status, text) => {
    expect(hintOf(status, text)).not.toContain('web page');
  });
});
