import type { HaloSimulator } from '../../infra/local/halopsa-simulator/index.ts';
import type { ActionName, Message } from './messages.ts';

type State = HaloSimulator['state'];

/** How a message shows in HaloPSA. */
export interface Effect {
  /** Ids of the records that it made, or that it changed. More than one: it was done twice. */
  records(state: State, message: Message): number[];
  /** The id that an answer claims. */
  idOf(answer: Record<string, unknown>): unknown;
}

const hostnameOf = ({ data }: Message) => String(data.hostname).toLowerCase();

export const EFFECTS: Record<ActionName, Effect> = {
  create_ticket: {
    records: (state, { data }) => ids(state.tickets.filter((ticket) => ticket.summary === data.summary)),
    idOf: ({ id }) => id,
  },
  report_detection: {
    records: (state, { data }) => ids(state.tickets.filter((ticket) => ticket.summary === data.summary)),
    idOf: ({ ticket }) => (ticket as { id?: unknown } | undefined)?.id,
  },
  update_ticket: {
    records: (state, { data, ticketId }) =>
      ids(state.tickets.filter((ticket) => ticket.id === ticketId && ticket.summary === data.summary)),
    idOf: ({ id }) => id,
  },
  add_action: {
    records: (state, { marker }) => ids(state.actions.filter((action) => action.note?.includes(marker))),
    idOf: ({ id }) => id,
  },
  link_asset_to_ticket: {
    records: (state, message) => {
      const ticket = state.tickets.find(({ id }) => id === message.ticketId);
      return ids(state.assets.filter((asset) => ticket?.asset_ids.includes(asset.id) && isHost(asset, message)));
    },
    idOf: ({ asset_id: id }) => id,
  },
};

const isHost = (asset: State['assets'][number], message: Message) =>
  asset.inventory_number.toLowerCase() === hostnameOf(message);

/** Assets of one name: two of them are a duplicate, attached or not. */
export const assetsOf = (state: State, message: Message): number[] =>
  message.action === 'link_asset_to_ticket' ? ids(state.assets.filter((asset) => isHost(asset, message))) : [];

const ids = (records: { id: number }[]) => records.map(({ id }) => id);
