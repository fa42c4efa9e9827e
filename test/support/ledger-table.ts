/** The ledger's table, as DynamoDB's CreateTable wants it. */
export const LEDGER_TABLE = {
  name: 'ledger',
  properties: {
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};
