import { isRecord } from '../../json.ts';
import type { HaloRecord, NamedLists } from '../api.ts';
import { unwrapPage } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';

/** HaloPSA answers these with a bare list. It has no scopes for them, so whoever may read tickets is taken to see them. */
export function createNamedLists(send: SendHalo): NamedLists {
  const list = (path: string, listName: string, idName: string) => async (): Promise<HaloRecord[]> => {
    const body = await send({ method: 'GET', path, scope: 'read:tickets' });
    return unwrapPage(withIdFrom(body, listName, idName), listName).rows;
  };
  return {
    agents: list('/Agent', 'agents', 'id'),
    assetTypes: list('/AssetType', 'assettypes', 'id'),
    outcomes: list('/Outcome', 'outcomes', 'id'),
    // Its `id` is a GUID that no ticket takes.
    priorities: list('/Priority', 'priorities', 'priorityid'),
    statuses: list('/Status', 'statuses', 'id'),
    teams: list('/Team', 'teams', 'id'),
    ticketTypes: list('/TicketType', 'tickettypes', 'id'),
  };
}

function withIdFrom(body: unknown, listName: string, idName: string): unknown {
  const rows = isRecord(body) ? body[listName] : body;
  return Array.isArray(rows) ? rows.map((row) => (isRecord(row) ? { ...row, id: row[idName] } : row)) : undefined;
}
