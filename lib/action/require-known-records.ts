import type { FieldError } from '../errors.ts';
import type { HaloApi } from '../halopsa/api.ts';
import { hasAgent, hasClient, hasIds, hasOutcome, hasSite, hasTeam, hasUser } from './has-record.ts';
import type { OrgConfig } from './org-config.ts';
import { describe } from './parse-input.ts';
import { wrongConfiguration } from './wrong-configuration.ts';

interface Question {
  expected: string;
  isThere(halo: HaloApi): Promise<boolean>;
}

/**
 * Holds the records that a new configuration names against those that HaloPSA lists. What can't be told, since a list can't be read, is taken to
 * be there: the configuration may be right, and whoever saves it can't give HaloPSA's permissions.
 * @param set what somebody has just set; it alone is judged
 * @param config all that counts, with what the org's secret adds
 * @throws ExtensionError `invalid_input`, naming every setting whose record isn't there
 */
export async function requireKnownRecords(set: OrgConfig, config: OrgConfig, halo: HaloApi): Promise<void> {
  const asked = Object.entries(questionsOn(set, config)).map(async ([field, question]): Promise<FieldError[]> => {
    const isThere = await question.isThere(halo).catch(() => true);
    const { expected } = question;
    return isThere ? [] : [{ field, expected, received: describe(set[field as keyof OrgConfig]) }];
  });
  const errors = (await Promise.all(asked)).flat();
  if (errors.length > 0) throw wrongConfiguration(errors);
}

function questionsOn(set: OrgConfig, { default_client_id: clientId }: OrgConfig): Record<string, Question> {
  const questions: { [F in keyof OrgConfig]?: (value: NonNullable<OrgConfig[F]>) => Question } = {
    default_client_id: (id) => ({ expected: 'a client that HaloPSA has', isThere: (halo) => hasClient(halo, id) }),
    default_site_id: (id) => ({
      expected: clientId === undefined ? 'a site that HaloPSA has' : `a site of HaloPSA's client ${clientId}`,
      isThere: (halo) => hasSite(halo, id, clientId),
    }),
    default_user_id: (id) => ({
      expected: clientId === undefined ? 'a user that HaloPSA has' : `a user of HaloPSA's client ${clientId}`,
      isThere: (halo) => hasUser(halo, id, clientId),
    }),
    default_agent_id: (id) => ({ expected: 'an agent that HaloPSA has', isThere: (halo) => hasAgent(halo, id) }),
    default_team: (name) => ({
      expected: 'a team that HaloPSA has',
      isThere: async ({ lists }) => hasTeam(await lists.teams(), name),
    }),
    default_tickettype_id: (id) => ({
      expected: 'a ticket type that HaloPSA has',
      isThere: async ({ lists }) => hasIds(await lists.ticketTypes(), [id]),
    }),
    default_asset_type_id: (id) => ({
      expected: 'an asset type that HaloPSA has',
      isThere: async ({ lists }) => hasIds(await lists.assetTypes(), [id]),
    }),
    reopen_status_id: (id) => ({
      expected: 'a status that HaloPSA has',
      isThere: async ({ lists }) => hasIds(await lists.statuses(), [id]),
    }),
    priority_map: (map) => ({
      expected: 'priorities that HaloPSA has',
      isThere: async ({ lists }) => hasIds(await lists.priorities(), Object.values(map)),
    }),
    note_outcome: (name) => ({
      expected: 'an outcome that HaloPSA has',
      isThere: async ({ lists }) => hasOutcome(await lists.outcomes(), name),
    }),
  };
  const asked = Object.entries(questions).filter(([field]) => set[field as keyof OrgConfig] !== undefined);
  return Object.fromEntries(
    asked.map(([field, question]) => [
      field,
      (question as (value: unknown) => Question)(set[field as keyof OrgConfig]),
    ]),
  );
}
