/** Every action, for the one function that answers for names which no route has: it carries an action of its own, not the registry. */
export const ACTION_NAMES: readonly string[] = [
  'add_action',
  'create_ticket',
  'link_asset_to_ticket',
  'lookup_client_site',
  'report_detection',
  'search_tickets',
  'test_connection',
  'update_ticket',
];
