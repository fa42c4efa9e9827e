import { expect, test } from '@jest/globals';
import { messageIdOf, referenceOf } from '../../../../lib/action/run/message-id.ts';

const action = { name: 'create_ticket' };
const delivery = { oid: 'o', idempotencyKey: 'k', requestId: 'r' };
const id = messageIdOf(action, delivery);

test('a redelivery has the same id', () => {
  expect(messageIdOf(action, { ...delivery, requestId: 'another' })).toBe(id);
});

test.each([
  ['key', action, { ...delivery, idempotencyKey: 'other' }],
  ['org', action, { ...delivery, oid: 'p' }],
  ['action', { name: 'update_ticket' }, delivery],
])('another %s has another', (_, otherAction, other) => {
  expect(messageIdOf(otherAction, other)).not.toBe(id);
});

test('without a key each request is a message of its own', () => {
  const { idempotencyKey: _, ...unkeyed } = delivery;
  expect(messageIdOf(action, unkeyed)).not.toBe(messageIdOf(action, { ...unkeyed, requestId: 'another' }));
});

test('its reference is short enough to type', () => {
  expect(referenceOf(id)).toMatch(/^LC-[0-9A-F]{20}$/);
});
