import { type Judgement, ok } from '../../../lib/checks/judgement.ts';
import { ExtensionError } from '../../../lib/errors.ts';
import { isRecord } from '../../../lib/json.ts';
import { choosePlace, type Place } from './choose-place.ts';
import type { ProbeContext } from './context.ts';
import { createTicket, linkAsset } from './make-records.ts';
import { TAG, TAG_SEARCH } from './tag.ts';

/** What steps have brought about for those that come after them. */
export interface Progress {
  place: Place;
  ticketId: number;
  assetId: number;
}

export interface Step {
  /** That of the action, but for one that is played twice. */
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
    async run(context) {
      const place = await choosePlace(context);
      const { client, site } = place;
      const where =
        `Client ${client.id} ${client.name}`.trim() + (site ? `, site ${site.id} ${site.name}`.trimEnd() : '');
      const how = context.testClientId === undefined ? ', the first that fits' : '';
      return { ...ok(`${where}${how}: the records go there.`), progress: { place } };
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
    async run({ act, tag }, { ticketId: id }) {
      const summary = `${tag}, updated`;
      const ticket = await act('update_ticket', { id, summary });
      const isKept = typeof ticket.summary !== 'string' || ticket.summary.trim().startsWith(summary);
      require(isKept, 'update_ticket', 'the ticket came back with another summary');
      return ok('Its summary was changed.');
    },
  },
  {
    name: 'search_tickets',
    needs: ['place', 'ticketId'],
    async run({ act }, { place, ticketId }) {
      const { tickets } = await act('search_tickets', {
        search: TAG_SEARCH,
        client_id: place.client.id,
        order: 'id',
        orderdesc: true,
        page_size: 100,
      });
      const isFound = Array.isArray(tickets) && tickets.some((row) => isRecord(row) && row.id === ticketId);
      const otherwise = `ticket ${ticketId}, just opened, is not found; may the agent see unassigned tickets?`;
      require(isFound, 'search_tickets', otherwise);
      return ok('The ticket was found.');
    },
  },
  {
    name: 'add_action',
    needs: ['ticketId'],
    async run({ act, noteOutcome }, { ticketId }) {
      const note = `${TAG} A test note.`;
      const entry = await act('add_action', { ticket_id: ticketId, note, outcome: noteOutcome });
      require(entry.hiddenfromuser !== false, 'add_action', 'the private note came back as public');
      return ok(`A private note was added, with the outcome \`${noteOutcome}\`.`);
    },
  },
  {
    name: 'link_asset_to_ticket',
    needs: ['place', 'ticketId'],
    async run(context, { place, ticketId }) {
      const { id, label } = await context.assetType();
      const { assetId, isNew } = await linkAsset(context, place, ticketId, id);
      require(isNew, 'link_asset_to_ticket', 'an asset of this name was there already');
      return { ...ok(`Asset ${assetId} was created (${label}) and linked.`), progress: { assetId } };
    },
  },
  {
    name: 'link_existing_asset',
    needs: ['place', 'assetId'],
    async run(context, { place, assetId }) {
      const ticketId = await createTicket(context, place);
      const linked = await linkAsset(context, place, ticketId);
      require(linked.assetId === assetId, 'link_asset_to_ticket', 'the asset was not found again by its name');
      return ok(`Asset ${assetId} was found by its name and linked to ticket ${ticketId}.`);
    },
  },
];

function require(isSo: boolean, action: string, otherwise: string): void {
  if (isSo) return;
  throw new ExtensionError('halo_rejected', `HaloPSA accepted ${action}, but ${otherwise}.`, {
    hint: 'Compare the record in HaloPSA with what was sent; a workflow or template of the tenant may have changed it.',
  });
}
