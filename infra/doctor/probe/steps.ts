import { type Judgement, ok } from '../../../lib/checks/judgement.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import type { HaloApi } from '../../../lib/halopsa/api.ts';
import { isRecord } from '../../../lib/json.ts';
import type { Act } from './act.ts';
import { choosePlace, type Place } from './choose-place.ts';
import type { MadeRecord } from './leftover.ts';
import { TAG, TAG_SEARCH } from './tag.ts';

export interface ProbeContext {
  act: Act;
  lists: Pick<HaloApi['lists'], 'assetTypes'>;
  testClientId?: number;
  assetTypeId?: number;
  noteOutcome: string;
  /** Tells this probe's records from those of others. */
  runId: string;
  /** Everything that was made, for its removal. */
  made: MadeRecord[];
}

/** What steps have brought about for those that come after them. */
export interface Progress {
  place: Place;
  ticketId: number;
  assetId: number;
}

export interface Step {
  name: string;
  needs: readonly (keyof Progress)[];
  /** @throws ExtensionError where the action failed, or didn't do what it said */
  run(context: ProbeContext, progress: Progress): Promise<StepOutcome>;
}

export type StepOutcome = Judgement & { progress?: Partial<Progress> };

/** The six actions, in an order in which each has what it needs. */
export const STEPS: readonly Step[] = [
  {
    name: 'lookup_client_site',
    needs: [],
    async run({ act, testClientId }) {
      const place = await choosePlace(act, testClientId);
      const chosen = testClientId === undefined ? ', the first that fits' : '';
      const client = place.clientName === '' ? '' : ` ${place.clientName}`;
      return {
        ...ok(
          `Client ${place.clientId}${client}, site ${place.siteId} ${place.siteName}${chosen}: the records go there.`,
        ),
        progress: { place },
      };
    },
  },
  {
    name: 'create_ticket',
    needs: ['place'],
    async run(context, { place }) {
      const ticketId = await createTicket(context, place);
      return { ...ok(`Ticket ${ticketId} was opened.`), progress: { ticketId } };
    },
  },
  {
    name: 'update_ticket',
    needs: ['ticketId'],
    async run({ act, runId }, { ticketId: id }) {
      const summary = `${TAG} ${runId}, updated`;
      const ticket = await act('update_ticket', { id, summary });
      require(ticket.summary === summary, 'update_ticket', 'the ticket came back with another summary');
      return ok('Its summary was changed.');
    },
  },
  {
    name: 'search_tickets',
    needs: ['place', 'ticketId'],
    async run({ act }, { place, ticketId }) {
      const { tickets } = await act('search_tickets', {
        search: TAG_SEARCH,
        client_id: place.clientId,
        page_size: 100,
      });
      const isFound = Array.isArray(tickets) && tickets.some((row) => isRecord(row) && row.id === ticketId);
      require(isFound, 'search_tickets', `the ticket ${ticketId} that was just opened is not found; may the agent see unassigned tickets?`);
      return ok('The ticket was found.');
    },
  },
  {
    name: 'add_action',
    needs: ['ticketId'],
    async run({ act, noteOutcome }, { ticketId }) {
      const entry = await act('add_action', { ticket_id: ticketId, note: 'A test note.', outcome: noteOutcome });
      require(entry.hiddenfromuser !== false, 'add_action', 'the private note came back as public');
      return ok(`A private note was added, with the outcome \`${noteOutcome}\`.`);
    },
  },
  {
    name: 'link_asset_to_ticket',
    needs: ['place', 'ticketId'],
    async run(context, { place, ticketId }) {
      const { id, name, isChosen } = await chooseAssetType(context);
      const linked = await linkAsset(context, place, ticketId, id);
      if (linked.created) context.made.push({ kind: 'asset', id: linked.assetId });
      require(linked.created, 'link_asset_to_ticket', 'an asset of this name was there already');
      const type = `asset type ${id}${name === '' ? '' : ` ${name}`}${isChosen ? '' : ', the first'}`;
      return {
        ...ok(`Asset ${linked.assetId} was created (${type}) and linked.`),
        progress: { assetId: linked.assetId },
      };
    },
  },
  {
    name: 'link_asset_to_ticket',
    needs: ['place', 'assetId'],
    async run(context, { place, assetId }) {
      const second = await createTicket(context, place);
      const linked = await linkAsset(context, place, second, undefined);
      require(linked.assetId === assetId &&
        !linked.created, 'link_asset_to_ticket', 'the asset was not found again by its name');
      return ok(`Asset ${assetId} was found by its name and linked to ticket ${second}.`);
    },
  },
];

async function createTicket({ act, made, runId }: ProbeContext, { clientId, siteId }: Place): Promise<number> {
  const ticket = await act('create_ticket', {
    summary: `${TAG} ${runId}`,
    details: 'A test record. Whoever sees it may delete it.',
    client_id: clientId,
    site_id: siteId,
  });
  made.push({ kind: 'ticket', id: ticket.id as number });
  return ticket.id as number;
}

async function linkAsset(
  { act, runId }: ProbeContext,
  place: Place,
  ticketId: number,
  assetTypeId: number | undefined,
) {
  const result = await act('link_asset_to_ticket', {
    ticket_id: ticketId,
    hostname: `${TAG} ${runId}`,
    client_id: place.clientId,
    site_id: place.siteId,
    ...(assetTypeId === undefined ? { create_if_missing: false } : { asset_type_id: assetTypeId }),
  });
  return { assetId: result.asset_id as number, created: result.asset_created === true };
}

async function chooseAssetType({ lists, assetTypeId }: ProbeContext) {
  if (assetTypeId !== undefined) return { id: assetTypeId, name: '', isChosen: true };
  const [first] = await lists.assetTypes();
  if (first) return { id: first.id, name: String(first.name ?? ''), isChosen: false };
  throw new ExtensionError('not_found', 'No asset type is visible.', { hint: 'Name one with --asset-type-id.' });
}

function require(isSo: boolean, action: string, otherwise: string): void {
  if (isSo) return;
  throw new ExtensionError('halo_rejected', `HaloPSA accepted ${action}, but ${otherwise}.`, {
    hint: 'Compare the record in HaloPSA with what was sent; a workflow or template of the tenant may have changed it.',
  });
}
