import { ExtensionError } from '../errors.ts';
import { baseOf, toConnection } from '../halopsa/connection.ts';
import { defineCheck } from './check.ts';
import { fail, ok } from './judgement.ts';

/** The org of a connection only names its cache entries, and the checks cache nothing. */
const NO_ORG = '';

/** Whether the addresses keep to the rules for where credentials may be sent. */
export const url = defineCheck({
  name: 'url',
  needs: [],
  run({ credentials, urlPolicy }) {
    try {
      const connection = toConnection(NO_ORG, credentials, urlPolicy);
      const finding = `${baseOf(connection.instanceUrl)}, tokens from ${connection.tokenUrl.href}`;
      return { ...ok(finding), facts: { connection } };
    } catch (thrown) {
      const { code, message, hint = '' } = ExtensionError.from(thrown);
      return fail(code, message, hint);
    }
  },
});
