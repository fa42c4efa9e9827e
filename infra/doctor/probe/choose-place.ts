import { ExtensionError } from '../../../lib/errors.ts';
import { isRecord } from '../../../lib/json.ts';
import type { Act } from './act.ts';
import type { ProbeContext } from './context.ts';

interface Row {
  id: number;
  name: string;
}

/** Where the records of a probe go. */
export interface Place {
  client: Row;
  /** Absent where the client shows none. */
  site?: Row;
}

/** Each costs a look-up. */
const MAX_CLIENTS = 20;

/**
 * The client that is asked for; or the first that has a site, which most tenants want of an asset; or the first.
 * @throws ExtensionError `not_found` where no client is visible, or not the one that is asked for, and whatever a look-up fails with
 */
export async function choosePlace({
  act,
  testClientId,
  client: getClient,
}: Pick<ProbeContext, 'act' | 'testClientId' | 'client'>): Promise<Place> {
  const clients = await rows(act, { type: 'client' }, 'clients');
  if (testClientId !== undefined) {
    const listed = clients.find(({ id }) => id === testClientId);
    return placeAt(act, listed ?? (await unlisted(testClientId, getClient)));
  }
  const [first] = clients;
  if (first === undefined)
    throw new ExtensionError('not_found', 'No client is visible.', {
      hint: 'Set "Customers: Read" in the role of the agent, or name a client with --test-client-id.',
    });
  for (const client of clients.slice(0, MAX_CLIENTS)) {
    const place = await placeAt(act, client);
    if (place.site) return place;
  }
  return { client: first };
}

/** The list was its first page alone, so that a client isn't there proves nothing. */
async function unlisted(id: number, getClient: ProbeContext['client']): Promise<Row> {
  try {
    const { name } = await getClient(id);
    return { id, name: String(name ?? '') };
  } catch (thrown) {
    const error = ExtensionError.from(thrown);
    if (error.code !== 'not_found') throw error;
    throw new ExtensionError('not_found', `HaloPSA has no client ${id} that the agent may see.`, {
      hint: 'Name another one with --test-client-id.',
      cause: error,
    });
  }
}

async function placeAt(act: Act, client: Row): Promise<Place> {
  const [site] = await rows(act, { type: 'site', client_id: client.id }, 'sites');
  return { client, ...(site && { site }) };
}

async function rows(act: Act, input: Record<string, unknown>, list: string): Promise<Row[]> {
  const { [list]: found } = await act('lookup_client_site', input);
  return (Array.isArray(found) ? found : [])
    .filter((row) => isRecord(row) && row.inactive !== true)
    .map(({ id, name }) => ({ id, name: String(name ?? '') }));
}

/** As HaloPSA's fields name it. */
export const placeFields = ({ client, site }: Place) => ({
  client_id: client.id,
  ...(site && { site_id: site.id }),
});
