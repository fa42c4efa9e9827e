import type { OrgConfig } from './org-config.ts';
import { wrongConfiguration } from './wrong-configuration.ts';

/** Without a status nothing is reopened, and repeats are noted on a closed ticket that nobody looks at. @throws ExtensionError `invalid_input` */
export function requireReopenStatus({ closed_ticket_policy: policy, reopen_status_id: statusId }: OrgConfig): void {
  if (policy !== 'reopen' || statusId !== undefined) return;
  const expected = 'the status that reopened tickets get, since `closed_ticket_policy` is `reopen`';
  throw wrongConfiguration([{ field: 'reopen_status_id', expected, received: 'nothing' }]);
}
