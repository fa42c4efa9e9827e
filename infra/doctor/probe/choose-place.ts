import { ExtensionError } from '../../../lib/errors.ts';
import { isRecord } from '../../../lib/json.ts';
import type { Act } from './act.ts';

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
 * @throws ExtensionError `not_found` where no client is visible, and whatever a look-up fails with
 */
export async function choosePlace(act: Act, testClientId: number | undefined): Promise<Place> {
  const clients = await rows(act, { type: 'client' }, 'clients');
  if (testClientId !== undefined) {
    const client = clients.find(({ id }) => id === testClientId) ?? { id: testClientId, name: '' };
    return placeAt(act, client);
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
