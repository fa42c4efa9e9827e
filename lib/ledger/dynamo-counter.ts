import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { type Counter, type CounterUpdate, markAttribute } from './item-store.ts';

export const countCommand = (tableName: string, { pk, mark, nowMs, ttl }: CounterUpdate): UpdateItemCommandInput => ({
  TableName: tableName,
  Key: { pk: { S: pk } },
  UpdateExpression: 'SET #first = if_not_exists(#first, :now), #last = :now, #mark = :now, #ttl = :ttl ADD #count :one',
  ConditionExpression: 'attribute_not_exists(#mark)',
  ExpressionAttributeNames: {
    '#first': 'firstAtMs',
    '#last': 'lastAtMs',
    '#mark': markAttribute(mark),
    '#ttl': 'ttl',
    '#count': 'count',
  },
  ExpressionAttributeValues: { ':now': { N: String(nowMs) }, ':ttl': { N: String(ttl) }, ':one': { N: '1' } },
  ReturnValues: 'ALL_NEW',
});

export const unmarkCommand = (tableName: string, pk: string, mark: string): UpdateItemCommandInput => ({
  TableName: tableName,
  Key: { pk: { S: pk } },
  UpdateExpression: 'REMOVE #mark',
  // Not to make a counter anew that has expired meanwhile.
  ConditionExpression: 'attribute_exists(pk)',
  ExpressionAttributeNames: { '#mark': markAttribute(mark) },
});

export const toCounter = (attributes: Record<string, AttributeValue>): Counter => ({
  count: Number(attributes.count?.N ?? 0),
  firstAtMs: Number(attributes.firstAtMs?.N ?? 0),
  lastAtMs: Number(attributes.lastAtMs?.N ?? 0),
});
