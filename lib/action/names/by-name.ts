import * as v from 'valibot';
import * as f from '../inputs/fields.ts';
import { MAX_NAME_CHARS, type NameField } from './vocabulary.ts';

const TEXTS: Readonly<Record<NameField, { label: string; whose: string; placeholder: string }>> = {
  client: { label: 'Client', whose: 'the client', placeholder: 'Northwind Dental' },
  site: { label: 'Site', whose: "the client's site", placeholder: 'Main' },
  agent: { label: 'Agent', whose: 'the agent', placeholder: 'Sam Okoro' },
  priority: { label: 'Priority', whose: 'the priority', placeholder: 'High' },
  status: { label: 'Status', whose: 'the status', placeholder: 'In Progress' },
  tickettype: { label: 'Ticket type', whose: 'the ticket type', placeholder: 'Incident' },
};

/** The input that takes a name in place of `<field>_id`. */
export function byName(field: NameField) {
  const { label, whose, placeholder } = TEXTS[field];
  const nameOf = `${field}_id`;
  const description = `The whole name of ${whose}, in any case, in place of \`${nameOf}\`.`;
  return v.optional(f.shortLine({ label, description, placeholder, nameOf }, MAX_NAME_CHARS));
}
