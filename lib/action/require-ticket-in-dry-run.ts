import type { ActionContext } from './define-action.ts';

/**
 * In earnest HaloPSA itself refuses a write to a ticket that it doesn't have. A dry run's writes never reach it, so the ticket is read.
 * @throws ExtensionError `not_found`, and what reading HaloPSA throws
 */
export async function requireTicketInDryRun({ halo, isDryRun }: ActionContext, ticketId: number): Promise<void> {
  if (isDryRun) await halo.tickets.get(ticketId);
}
