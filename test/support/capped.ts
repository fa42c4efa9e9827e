import { type Answer, OID, OTHER_OID, startTestExtension, type TestExtension } from './extension.ts';

/** What an answer says, whichever door it came out of. */
export interface Outcome {
  door: 'direct' | 'webhook';
  status: number;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely by tests
  data: any;
}

export interface CappedExtension {
  extension: TestExtension;
  /** Calls an action at both doors, one after the other, for the org that is limited. */
  atBothDoors(action: string, input: Record<string, unknown>, config?: unknown): Promise<Outcome[]>;
  /** Calls it directly. */
  call(action: string, input: Record<string, unknown>): Promise<Answer>;
}

/** Two orgs share one HaloPSA: `OID` may touch every client, so tests set up with it, and `OTHER_OID` only the given ones. */
export async function startCapped(
  allowedClientIds: number[],
  terms: Record<string, unknown> = {},
): Promise<CappedExtension> {
  const extension = await startTestExtension({
    credentials: {
      allowed_oids: [OID, OTHER_OID],
      orgs: { [OTHER_OID]: { allowed_client_ids: allowedClientIds, ...terms } },
    },
  });
  const call = (action: string, input: Record<string, unknown>) =>
    extension.direct(action, input, { 'x-limacharlie-oid': OTHER_OID });
  return {
    extension,
    call,
    async atBothDoors(action, input, config) {
      const direct = await call(action, input);
      const webhook = await extension.request(action, input, { oid: OTHER_OID, config });
      return [
        { door: 'direct', status: direct.status, text: direct.text, data: direct.body },
        { door: 'webhook', status: webhook.status, text: webhook.text, data: webhook.body.data },
      ];
    },
  };
}
