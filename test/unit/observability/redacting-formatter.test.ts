import { expect, test } from '@jest/globals';
import { RedactingFormatter } from '../../../lib/observability/redacting-formatter.ts';

const format = (message: string, additional: Record<string, unknown>) =>
  new RedactingFormatter()
    .formatAttributes(
      {
        logLevel: 'INFO',
        message,
        timestamp: new Date(0),
        serviceName: 'test',
        environment: '',
        awsRegion: '',
        sampleRateValue: 0,
        xRayTraceId: '',
      },
      additional as never,
    )
    .getAttributes();

test('a record is flat: level, message, time, service and the facts', () => {
  expect(format('action succeeded', { oid: 'o', halo_calls: 1, halo_status: [201] })).toEqual({
    level: 'INFO',
    message: 'action succeeded',
    timestamp: '1970-01-01T00:00:00.000Z',
    service: 'test',
    oid: 'o',
    halo_calls: 1,
    halo_status: [201],
  });
});

test.each([
  ['the message', 'Bearer topsecret', {}],
  ['a fact', '', { reason: 'client_secret=topsecret' }],
  ['a list', '', { list: ['fine', 'access_token=topsecret'] }],
  ['a nested object', '', { outer: { inner: [{ text: 'password: topsecret' }] } }],
])('a credential in %s is redacted', (_, message, additional) => {
  const line = JSON.stringify(format(message, additional));
  expect(line).toContain('[redacted]');
  expect(line).not.toContain('topsecret');
});

test('what is no text stays what it is', () => {
  const facts = { count: 0, flag: false, nothing: null, list: [1, true] };
  expect(format('', facts)).toMatchObject(facts);
});
