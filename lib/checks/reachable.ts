import { ExtensionError } from '../errors.ts';
import { baseOf } from '../halopsa/connection.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { callDeadlineMs } from './call-deadline.ts';
import { type CheckContext, type Contact, defineCheck, type Facts } from './check.ts';
import { judgeContact } from './judge-contact.ts';
import { ok } from './judgement.ts';

/** Whether anybody answers. `/api/authinfo` needs no token. */
export const reachable = defineCheck({
  name: 'reachable',
  needs: ['connection'],
  async run(context, { connection }) {
    const contact = await firstContact(context, connection);
    const { outcome } = contact;
    const judgement =
      outcome instanceof HttpFailure
        ? judgeContact(outcome, connection.instanceUrl.host)
        : ok(`${connection.instanceUrl.host} answers.`);
    return { ...judgement, facts: { contact, ...(outcome instanceof HttpFailure ? {} : { reply: outcome }) } };
  },
});

async function firstContact(context: CheckContext, connection: Facts['connection']): Promise<Contact> {
  const { sendHttp, clock, signal, onCall } = context;
  const sentAtMs = clock.nowMs();
  const ended = (outcome: Contact['outcome']) => ({ outcome, sentAtMs, receivedAtMs: clock.nowMs() });
  try {
    return ended(
      await sendHttp({
        kind: 'read',
        method: 'GET',
        url: new URL(`${baseOf(connection.instanceUrl)}/api/authinfo`),
        headers: {},
        deadlineAtMs: callDeadlineMs(context),
        secrets: [],
        logPath: '/authinfo',
        ...(signal && { signal }),
        ...(onCall && { onCall }),
      }),
    );
  } catch (thrown) {
    if (thrown instanceof ExtensionError && thrown.cause instanceof HttpFailure) return ended(thrown.cause);
    throw thrown;
  }
}
