import { isRecord } from '../../json.ts';
import type { HaloList, HaloPage, HaloQuery, NamedLists } from '../api.ts';
import { unwrapPage } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';
import { walkUnpaged } from '../walk-unpaged.ts';

/** HaloPSA answers these with a bare list. It has no scopes for them, so whoever may read tickets is taken to see them. */
export function createNamedLists(send: SendHalo): NamedLists {
  const list = (path: string, listName: string, idName: string) => (): Promise<HaloList> =>
    walkUnpaged(async (query: HaloQuery): Promise<HaloPage> => {
      const body = await send({ method: 'GET', path, scope: 'read:tickets', query });
      const page = unwrapPage(withIdFrom(body, listName, idName), listName);
      return Array.isArray(body) ? { ...page, isUncounted: true } : page;
    });
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
  const withId = (rows: readonly unknown[]) => rows.map((row) => (isRecord(row) ? { ...row, id: row[idName] } : row));
  if (Array.isArray(body)) return withId(body);
  if (!isRecord(body) || !Array.isArray(body[listName])) return undefined;
  return { ...body, [listName]: withId(body[listName]) };
}
