import type { FieldError } from '../../errors.ts';
import type { HaloApi, NamedLists } from '../../halopsa/api.ts';
import { describeValue } from '../inputs/wrong-input.ts';
import { hasIds, hasOutcome, hasTeam } from './has-record.ts';
import type { OrgConfig } from './org-config.ts';
import { agentStanding, clientStanding, type Standing, siteStanding, userStanding } from './standing.ts';

interface Question {
  expected: string;
  standing(halo: HaloApi): Promise<Standing>;
}

/**
 * Holds the records that a new configuration names against those that HaloPSA lists. What can't be told, since a list can't be read, is taken to
 * be there: the configuration may be right, and whoever saves it can't give HaloPSA's permissions.
 * @param set what somebody has just set; it alone is judged
 * @param config all that counts, with what the org's secret adds
 * @returns every setting whose record isn't there, or isn't in use
 */
export async function wrongRecords(set: OrgConfig, config: OrgConfig, halo: HaloApi): Promise<FieldError[]> {
  const asked = Object.entries(questionsOn(set, config)).map(async ([field, question]): Promise<FieldError[]> => {
    const standing = await question.standing(halo).catch((): Standing => 'active');
    const received = describeValue(set[field as keyof OrgConfig]);
    if (standing === 'missing') return [{ field, expected: question.expected, received }];
    if (standing === 'active') return [];
    return [{ field, expected: 'one that is active in HaloPSA', received: `${received}, which is inactive` }];
  });
  return (await Promise.all(asked)).flat();
}

function questionsOn(set: OrgConfig, config: OrgConfig): Record<string, Question> {
  const { default_client_id: clientId, default_site_id: siteId } = config;
  const questions: { [F in keyof OrgConfig]?: (value: NonNullable<OrgConfig[F]>) => Question } = {
    default_client_id: (id) => ({
      expected: 'a client that HaloPSA has',
      standing: (halo) => clientStanding(halo, id),
    }),
    default_site_id: (id) => ({
      expected: clientId === undefined ? 'a site that HaloPSA has' : `a site of HaloPSA's client ${clientId}`,
      standing: (halo) => siteStanding(halo, id, { clientId }),
    }),
    default_user_id: (id) => ({
      expected: expectedUser(clientId, siteId),
      standing: (halo) => userStanding(halo, id, { clientId, siteId }),
    }),
    default_agent_id: (id) => ({ expected: 'an agent that HaloPSA has', standing: (halo) => agentStanding(halo, id) }),
    default_team: (name) => listed('a team that HaloPSA has', async (lists) => hasTeam(await lists.teams(), name)),
    default_tickettype_id: (id) =>
      listed('a ticket type that HaloPSA has', async (lists) => hasIds(await lists.ticketTypes(), [id])),
    default_asset_type_id: (id) =>
      listed('an asset type that HaloPSA has', async (lists) => hasIds(await lists.assetTypes(), [id])),
    reopen_status_id: (id) =>
      listed('a status that HaloPSA has', async (lists) => hasIds(await lists.statuses(), [id])),
    priority_map: (map) =>
      listed('priorities that HaloPSA has', async (lists) => hasIds(await lists.priorities(), Object.values(map))),
    note_outcome: (name) =>
      listed('an outcome that HaloPSA has', async (lists) => hasOutcome(await lists.outcomes(), name)),
  };
  const asked = Object.entries(questions).filter(([field]) => set[field as keyof OrgConfig] !== undefined);
  return Object.fromEntries(
    asked.map(([field, question]) => [
      field,
      (question as (value: unknown) => Question)(set[field as keyof OrgConfig]),
    ]),
  );
}

/** Of a list that doesn't say what is in use. */
const listed = (expected: string, isIn: (lists: NamedLists) => Promise<boolean>): Question => ({
  expected,
  standing: async ({ lists }) => ((await isIn(lists)) ? 'active' : 'missing'),
});

function expectedUser(clientId: number | undefined, siteId: number | undefined): string {
  if (siteId !== undefined) return `a user of HaloPSA's site ${siteId}`;
  return clientId === undefined ? 'a user that HaloPSA has' : `a user of HaloPSA's client ${clientId}`;
}
