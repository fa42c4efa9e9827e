import * as v from 'valibot';
import { defineAction } from '../../lib/action/define-action.ts';
import * as f from '../../lib/action/inputs/fields.ts';
import * as shared from '../../lib/action/inputs/shared-fields.ts';
import { namedRow, pageEntries, withMeta } from '../../lib/action/outputs.ts';
import { warnOfCutPage } from '../../lib/action/warn-of-cut-page.ts';
import { warnOfDropped } from '../../lib/action/warn-of-dropped.ts';

const input = v.object({
  type: f.oneOf(
    { label: 'What to look up', description: '`client` for customers, `site` for their sites.', placeholder: 'client' },
    ['client', 'site'],
  ),
  search: v.optional(f.line({ label: 'Name', description: 'Part of the name.', placeholder: 'north' })),
  client_id: v.optional(
    f.integer({ label: 'Client ID', description: 'With `type` site: only sites of this client.', placeholder: '12' }),
  ),
  page_size: v.optional(shared.pageSize(), 50),
  page_no: v.optional(shared.pageNo(), 1),
});

export default defineAction({
  name: 'lookup_client_site',
  title: 'Look up clients or sites',
  summary: 'Finds the ids of HaloPSA clients (customers) or their sites.',
  description:
    'Finds clients or sites by name and returns one page of them: the ids that `create_ticket` and `link_asset_to_ticket` want. Names are matched in part, so more than one can come back.',
  annotations: { readOnly: true, idempotent: true },
  messages: { inProgress: 'Looking up…', success: 'The look-up is done.', error: 'The look-up failed.' },
  input,
  output: withMeta({ ...pageEntries, clients: v.optional(v.array(namedRow)), sites: v.optional(v.array(namedRow)) }),
  examples: [
    { title: 'A customer by name', input: { type: 'client', search: 'north' } },
    { title: "A customer's sites", input: { type: 'site', client_id: 12 } },
  ],
  async run({ halo, warn }, { type, search, client_id: clientId, page_size: wantedSize, page_no: pageNo }) {
    const pageSize = shared.clampPageSize(wantedSize, warn);
    const paging = { search, page_no: pageNo, page_size: pageSize };
    const heading = { page_no: pageNo, page_size: pageSize };
    if (type === 'client') {
      if (clientId !== undefined) warn('`client_id` only narrows a look-up of sites and was ignored.');
      const page = await halo.clients.search(paging);
      warnOfCutPage(page, heading, warn);
      return { record_count: page.recordCount, ...heading, clients: page.rows };
    }
    const page = await halo.sites.search({ ...paging, client_id: clientId });
    warnOfCutPage(page, heading, warn);
    const sites = page.rows.filter(
      (site) => clientId === undefined || site.client_id === undefined || site.client_id === clientId,
    );
    const dropped = page.rows.length - sites.length;
    warnOfDropped(page, dropped, 'sites', warn);
    return { record_count: dropped > 0 ? sites.length : page.recordCount, ...heading, sites };
  },
});
