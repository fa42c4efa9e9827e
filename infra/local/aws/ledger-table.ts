import type { LocalTable } from '../template.ts';

/** The ledger's table as the stack makes it, for what starts without the stack's template. */
export const LEDGER_TABLE = {
  name: 'ledger',
  properties: {
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
} satisfies LocalTable;
