import type { AttributeValue, UpdateItemInput } from '@aws-sdk/client-dynamodb';
import { type Counted, type CounterUpdate, markAttribute, nameAttribute, namesIn, positionIn } from './item-store.ts';

export const countExpressions = ({ mark, nowMs, ttl }: CounterUpdate): Partial<UpdateItemInput> => ({
  ReturnValues: 'ALL_NEW',
  // What SET reads is the item as it was before the update, so the mark's value is what the count becomes:
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
  UpdateExpression:
    'SET #first = if_not_exists(#first, :now), #last = :now, #mark = if_not_exists(#count, :zero) + :one, #ttl = :ttl ADD #count :one',
  ConditionExpression: 'attribute_not_exists(#mark)',
  ExpressionAttributeNames: {
    '#first': 'firstAtMs',
    '#last': 'lastAtMs',
    '#mark': markAttribute(mark),
    '#ttl': 'ttl',
    '#count': 'count',
  },
  ExpressionAttributeValues: {
    ':now': { N: String(nowMs) },
    ':ttl': { N: String(ttl) },
    ':zero': { N: '0' },
    ':one': { N: '1' },
  },
});

export const unmarkExpressions = (mark: string): Partial<UpdateItemInput> => ({
  UpdateExpression: 'REMOVE #mark',
  // Not to make a counter anew that has expired meanwhile.
  ConditionExpression: 'attribute_exists(pk)',
  ExpressionAttributeNames: { '#mark': markAttribute(mark) },
});

export const uncountExpressions = (mark: string): Partial<UpdateItemInput> => ({
  UpdateExpression: 'REMOVE #mark ADD #count :less',
  ConditionExpression: 'attribute_exists(#mark)',
  ExpressionAttributeNames: { '#mark': markAttribute(mark), '#count': 'count' },
  ExpressionAttributeValues: { ':less': { N: '-1' } },
});

export const addNameExpressions = (name: string): Partial<UpdateItemInput> => ({
  UpdateExpression: 'SET #name = :one',
  ConditionExpression: 'attribute_exists(pk)',
  ExpressionAttributeNames: { '#name': nameAttribute(name) },
  ExpressionAttributeValues: { ':one': { N: '1' } },
});

export function toCounted(attributes: Record<string, AttributeValue>, mark: string): Counted {
  const count = Number(attributes.count?.N ?? 0);
  return {
    count,
    firstAtMs: Number(attributes.firstAtMs?.N ?? 0),
    lastAtMs: Number(attributes.lastAtMs?.N ?? 0),
    names: namesIn(Object.keys(attributes)),
    position: positionIn(count, attributes[markAttribute(mark)]?.N),
  };
}
