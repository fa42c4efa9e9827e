// The only list of actions: an export's name is the action's name on every wire.

export { default as add_action } from './add_action/action.ts';
export { default as create_ticket } from './create_ticket/action.ts';
export { default as link_asset_to_ticket } from './link_asset_to_ticket/action.ts';
export { default as lookup_client_site } from './lookup_client_site/action.ts';
export { default as report_detection } from './report_detection/action.ts';
export { default as search_tickets } from './search_tickets/action.ts';
export { default as test_connection } from './test_connection/action.ts';
export { default as update_ticket } from './update_ticket/action.ts';
