import * as v from 'valibot';
import { defineAction } from '../../lib/action/define-action.ts';
import { withMeta } from '../../lib/action/outputs.ts';
import { type ErrorCode, FAILURES } from '../../lib/errors.ts';

const scopeList = (description: string) => v.pipe(v.array(v.string()), v.description(description));

export default defineAction({
  name: 'test_connection',
  title: 'Test the connection to HaloPSA',
  summary: 'Checks whether the set-up works, and says what is wrong.',
  description:
    'Checks the whole way to HaloPSA by reads alone: the address, its certificate, the credentials, the agent behind them, their permissions, and each list that the actions read. Where the organization has credentials that can be read, a set-up that does not work is no error of this action: `ok` is false, and each failed check says what to do.',
  annotations: { readOnly: true, idempotent: true },
  messages: {
    inProgress: 'Testing the connection…',
    success: 'The connection was tested.',
    error: 'The connection was not tested.',
  },
  input: v.object({}),
  output: withMeta({
    ok: v.pipe(v.boolean(), v.description('No check failed.')),
    instance: v.pipe(v.optional(v.string()), v.description("HaloPSA's address.")),
    agent: v.pipe(
      v.optional(v.object({ id: v.optional(v.number()), name: v.optional(v.string()), email: v.optional(v.string()) })),
      v.description('The agent whom everything is written down to.'),
    ),
    scopes: v.pipe(
      v.optional(
        v.object({
          granted: scopeList('What the token may do.'),
          missing: scopeList('What actions need and the token may not do.'),
          excess: scopeList('What the token may do and no action needs.'),
        }),
      ),
      v.description("The token's permissions."),
    ),
    checks: v.pipe(
      v.array(
        v.object({
          name: v.string(),
          status: v.pipe(
            v.picklist(['ok', 'warn', 'fail', 'skipped']),
            v.description('`warn`: it works, but somebody should know. `skipped`: what it needs failed.'),
          ),
          finding: v.pipe(v.string(), v.description('What was found.')),
          code: v.pipe(
            v.optional(v.picklist(Object.keys(FAILURES) as ErrorCode[])),
            v.description('Of a failure: the `code` with which the other actions fail for the same reason.'),
          ),
          remedy: v.pipe(v.optional(v.string()), v.description('What to do about it.')),
        }),
      ),
      v.description('Every check, in its order.'),
    ),
  }),
  examples: [{ title: 'After the set-up', input: {} }],
  run: async ({ checkConnection }) => ({ ...(await checkConnection()) }),
});
