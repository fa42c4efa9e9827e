import type { CallRecord } from '../../infra/local/halopsa-simulator/index.ts';
import type { TestExtension } from './extension.ts';

/** What HaloPSA's API was asked; requests for tokens don't count. */
export const apiCalls = ({ halo }: TestExtension): CallRecord[] => halo.calls.matching({ path: /^\/api\// });

/** The records that were posted: HaloPSA takes lists only, and ours are lists of one. */
export const posted = (extension: TestExtension): Record<string, unknown>[] =>
  apiCalls(extension)
    .filter((call) => call.method === 'POST')
    .flatMap((call) => call.body as Record<string, unknown>[]);

/** A ticket at Northwind Dental (client 12), unless told otherwise; its making is not among the calls. */
export async function openTicket(extension: TestExtension, fields: Record<string, unknown> = {}): Promise<number> {
  const { status, body, text } = await extension.direct('create_ticket', {
    summary: 'EDR: credential dump',
    client_id: 12,
    ...fields,
  });
  if (status !== 200) throw new Error(text);
  extension.halo.calls.clear();
  return body.id;
}
