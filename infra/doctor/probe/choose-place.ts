import { ExtensionError } from '../../../lib/errors.ts';
import { isRecord } from '../../../lib/json.ts';
import type { Act } from './act.ts';

/** Where the records of a probe go. */
export interface Place {
  clientId: number;
  clientName: string;
  siteId: number;
  siteName: string;
}

interface Row {
  id: number;
  name: string;
}

/** Each costs a look-up. */
const MAX_CLIENTS = 20;

/**
 * The client that is asked for, or the first that has a site: an asset can't be without one.
 * @throws ExtensionError `not_found` where there is none
 */
export async function choosePlace(act: Act, testClientId: number | undefined): Promise<Place> {
  const clients =
    testClientId === undefined ? await rows(act, { type: 'client' }, 'clients') : [{ id: testClientId, name: '' }];
  for (const client of clients.slice(0, MAX_CLIENTS)) {
    const [site] = await rows(act, { type: 'site', client_id: client.id }, 'sites');
    if (site) return { clientId: client.id, clientName: client.name, siteId: site.id, siteName: site.name };
  }
  throw new ExtensionError(
    'not_found',
    testClientId === undefined
      ? 'No client with a site is visible.'
      : `Client ${testClientId} has no site that is visible.`,
    { hint: 'Name a client that has a site with --test-client-id.' },
  );
}

async function rows(act: Act, input: Record<string, unknown>, list: string): Promise<Row[]> {
  const { [list]: found } = await act('lookup_client_site', input);
  return (Array.isArray(found) ? found : [])
    .filter((row) => isRecord(row) && row.inactive !== true)
    .map(({ id, name }) => ({ id, name: String(name ?? '') }));
}
