/** What the ledger uses of the SDK. Loaded as a whole, the SDK's index brings the descriptions of all its sixty commands. */
export {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
export { clientSettings } from '../aws/client-settings.ts';
