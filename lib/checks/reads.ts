import { ExtensionError } from '../errors.ts';
import type { HaloQuery } from '../halopsa/api.ts';
import { grants } from '../halopsa/auth/scopes.ts';
import { unwrapPage } from '../halopsa/reply-shapes.ts';
import { type AnyCheck, type CheckOutcome, defineCheck, type Facts } from './check.ts';
import { fail, type Judgement, ok, skipped, warn } from './judgement.ts';

interface Read {
  name: string;
  path: string;
  list: string;
  scope: string;
  query?: (facts: Partial<Facts>) => HaloQuery;
  /** What an empty list means; without it nothing is wrong with one. */
  whenEmpty?: Judgement;
}

const ONE_ROW = { pageinate: true, page_no: 1, page_size: 1 };

const READS: readonly Read[] = [
  { name: 'read_tickets', path: '/Tickets', list: 'tickets', scope: 'read:tickets' },
  {
    name: 'read_assets',
    path: '/Asset',
    list: 'assets',
    scope: 'read:assets',
    whenEmpty: warn(
      'No asset is visible.',
      "If HaloPSA has assets, let the agent's role see their types: an asset that can't be seen is created a second time.",
    ),
  },
  {
    name: 'read_clients',
    path: '/Client',
    list: 'clients',
    scope: 'read:customers',
    whenEmpty: warn('No client is visible.', 'Set "Customers: Read" in the role of the agent.'),
  },
  { name: 'read_sites', path: '/Site', list: 'sites', scope: 'read:customers' },
];

/** A ticket's timeline can be asked for only where a ticket is known. */
const TIMELINE: Read = {
  name: 'read_actions',
  path: '/Actions',
  list: 'actions',
  scope: 'read:tickets',
  query: ({ ticketId }) => ({ ticket_id: ticketId }),
};

/** A list can't be a record with a wrong id. */
const NO_SUCH_LIST = 'Check `instance_url`: HaloPSA has this list, so the API seems to be at another address.';

const toCheck = ({ name, path, list, scope, query, whenEmpty }: Read): AnyCheck =>
  defineCheck({
    name,
    needs: ['send', 'token'],
    async run(_, facts): Promise<CheckOutcome> {
      // Why it would be refused is said already, by the check of the scopes.
      if (!grants(facts.token.scopes, scope)) return skipped(`Not checked, since the scope \`${scope}\` is missing.`);
      try {
        const body = await facts.send({ method: 'GET', path, scope, query: { ...ONE_ROW, ...query?.(facts) } });
        const { rows } = unwrapPage(body, list);
        if (rows.length === 0 && whenEmpty) return whenEmpty;
        const ticketId = list === 'tickets' ? rows[0]?.id : undefined;
        return { ...ok(`GET ${path} is answered.`), ...(ticketId !== undefined && { facts: { ticketId } }) };
      } catch (thrown) {
        const { code, message, hint = '' } = ExtensionError.from(thrown);
        if (query && facts.ticketId === undefined && (code === 'halo_rejected' || code === 'not_found'))
          return skipped('Not checked, since no ticket is visible whose entries could be asked for.');
        return fail(code, message, code === 'not_found' ? NO_SUCH_LIST : hint);
      }
    },
  });

/** The lists without which an action can't work, each read by one row. */
export const reads: readonly AnyCheck[] = READS.map(toCheck);
export const timeline: AnyCheck = toCheck(TIMELINE);
