import { describe, expect, test } from '@jest/globals';
import { loadStageConfig, stages } from '../../infra/config.ts';
import { OperatorError } from '../../infra/operator-error.ts';

const load = (input: unknown, stage = 'dev') => loadStageConfig(stage, { [stage]: input });
const OID = '8cbe27f4-bfa1-4afb-ba19-138cd51389cd';

describe('the configured stages', () => {
  test.each(Object.keys(stages))('%s has no mistake', (stage) => {
    expect(loadStageConfig(stage)).toMatchObject({ stage });
  });
});

describe('a stage that says nothing', () => {
  test('keeps data, wants AWS signatures, and has its own secret prefix', () => {
    expect(load({}, 'staging')).toEqual({
      stage: 'staging',
      secretPrefix: 'halopsa-limacharlie/staging',
      ledgerRetentionHours: 24,
      haloCallsPer5Minutes: 300,
      orgOids: [],
      allowedHaloHosts: [],
      authorizer: { kind: 'iam' },
      throttle: { requestsPerSecond: 50, burst: 100 },
      webhookThrottle: { requestsPerSecond: 500, burst: 1_000 },
      logRetentionDays: 30,
      logLevel: 'INFO',
      memoryMb: 1024,
      reservedConcurrency: {},
      xray: false,
      customerManagedKey: false,
      sharedTokenCache: false,
      alarms: { errorRatePercent: 10, p95LatencyMs: 10_000, noTrafficHours: 24 },
      removalPolicy: 'retain',
    });
  });
});

describe('organization ids', () => {
  test('are written in lower case, as LimaCharlie sends them', () => {
    const config = load({ orgOids: [OID.toUpperCase()], defaultOid: OID.toUpperCase() });
    expect(config).toMatchObject({ orgOids: [OID], defaultOid: OID });
  });
});

describe('a mistake is one sentence', () => {
  const domain = { name: 'halo.example.com', certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/a-b' };
  const jwt = { kind: 'jwt', issuer: 'https://login.example.com', audience: ['api'] };

  test.each<[string, unknown, string, RegExp]>([
    [
      'a misspelt field',
      { logRetentonDays: 7 },
      'logRetentonDays',
      /one of the known fields \(secretPrefix, orgOids, /,
    ],
    ['a misspelt field beside a wrong one', { memoryMb: 1, memory: 512 }, 'memory', /one of the known fields/],
    [
      'a misspelt inner field',
      { throttle: { requestsPerSecond: 1, burst: 1, rate: 1 } },
      'throttle.rate',
      /known fields/,
    ],
    ['a missing inner field', { throttle: { burst: 1 } }, 'throttle.requestsPerSecond', /an object with the fields/],
    ['text for a number', { memoryMb: '1gb' }, 'memoryMb', /a whole number of MB from 128 to 10240, but got "1gb"/],
    ['a fraction', { memoryMb: 512.5 }, 'memoryMb', /a whole number of MB/],
    ['too much memory', { memoryMb: 20_000 }, 'memoryMb', /from 128 to 10240/],
    ['a burst of zero', { throttle: { requestsPerSecond: 1, burst: 0 } }, 'throttle.burst', /requests from 1 to 5000/],
    ['days that CloudWatch lacks', { logRetentionDays: 31 }, 'logRetentionDays', /one of 1, 3, 5, .*, but got 31/],
    ['an unknown log level', { logLevel: 'debug' }, 'logLevel', /one of DEBUG, INFO, but got "debug"/],
    ['a log level that would drop the metrics', { logLevel: 'WARN' }, 'logLevel', /one of DEBUG, INFO, but got "WARN"/],
    ['an org id that is none', { orgOids: [OID, 'acme'] }, 'orgOids.1', /organization id \(UUID\), but got "acme"/],
    ['org ids in one text', { orgOids: OID }, 'orgOids', /a list of organization ids/],
    [
      'more orgs than a stack has room for',
      { orgOids: Array.from({ length: 301 }, () => OID) },
      'orgOids',
      /at most 300 organization ids \(.*allowed_oids and orgs\), but got 301/,
    ],
    [
      'an org id twice, in either case',
      { orgOids: [OID, OID.toUpperCase()] },
      'orgOids.1',
      new RegExp(`an organization id that is not in the list before, but got "${OID}"`),
    ],
    ['a default org that is none', { defaultOid: 'acme' }, 'defaultOid', /organization id \(UUID\)/],
    [
      'a URL for a host',
      { allowedHaloHosts: ['https://halo.example.com'] },
      'allowedHaloHosts.0',
      /a lower-case host name/,
    ],
    ['an IP address for a host', { allowedHaloHosts: ['10.0.0.1'] }, 'allowedHaloHosts.0', /a lower-case host name/],
    ['a prefix with a slash at its end', { secretPrefix: 'halo/' }, 'secretPrefix', /without a slash at either end/],
    [
      'an unknown authorizer',
      { authorizer: { kind: 'none' } },
      'authorizer.kind',
      /\{ kind: 'iam' \} or \{ kind: 'jwt'/,
    ],
    [
      'a JWT authorizer over http',
      { authorizer: { ...jwt, issuer: 'http://x.example' } },
      'authorizer.issuer',
      /https URL/,
    ],
    ['a JWT authorizer for anybody', { authorizer: { ...jwt, audience: [] } }, 'authorizer.audience', /at least one/],
    [
      'concurrency for no function',
      { reservedConcurrency: { webhook: 1 } },
      'reservedConcurrency.webhook',
      /named after a function \(limacharlie_webhook, /,
    ],
    ['text for a yes', { xray: 'on' }, 'xray', /true or false, but got "on"/],
    ['text for a no', { sharedTokenCache: 'off' }, 'sharedTokenCache', /true or false, but got "off"/],
    ["a topic's name for its ARN", { alarmTopicArn: 'alarms' }, 'alarmTopicArn', /the ARN of an SNS topic/],
    [
      'the ARN of something else',
      { alarmTopicArn: 'arn:aws:sqs:eu-west-1:123456789012:alarms' },
      'alarmTopicArn',
      /the ARN of an SNS topic/,
    ],
    [
      'a rate above the whole',
      { alarms: { errorRatePercent: 101 } },
      'alarms.errorRatePercent',
      /percent from 1 to 100/,
    ],
    ['a misspelt threshold', { alarms: { p95Latency: 1 } }, 'alarms.p95Latency', /one of the known fields \(errorRate/],
    [
      'a silence longer than an alarm looks back',
      { alarms: { noTrafficHours: 169 } },
      'alarms.noTrafficHours',
      /hours from 1 to 168/,
    ],
    [
      'a domain without a certificate',
      { customDomain: { name: 'halo.example.com' } },
      'customDomain.certificateArn',
      /an object with the fields name, certificateArn, hostedZone, disableDefaultEndpoint/,
    ],
    [
      "a zone's name for its id",
      { customDomain: { ...domain, hostedZone: { id: 'example.com', name: 'example.com' } } },
      'customDomain.hostedZone.id',
      /a hosted zone's id/,
    ],
    [
      'a domain in another zone',
      { customDomain: { ...domain, hostedZone: { id: 'Z0123456789', name: 'example.org' } } },
      'customDomain.name',
      /a name within the zone example\.org, but got "halo\.example\.com"/,
    ],
    ['an unknown removal policy', { removalPolicy: 'keep' }, 'removalPolicy', /one of retain, destroy, but got "keep"/],
  ])('%s', (_, input, field, expected) => {
    const refusal = caught(() => load(input));
    expect(refusal).toBeInstanceOf(OperatorError);
    expect(refusal.message).toMatch(expected);
    expect(refusal.message.startsWith(`Stage "dev", field ${field}: expected `)).toBe(true);
    expect(refusal.message).toMatch(/^[^\n]+\.$/);
  });

  test('a stage that is no object', () => {
    expect(() => load(5)).toThrow(/^Stage "dev": expected an object with the fields .*, but got 5\.$/);
  });

  test.each(['prd', 'toString', ''])('a stage that is not configured: "%s"', (stage) => {
    expect(() => loadStageConfig(stage, { dev: {}, prod: {} })).toThrow(
      `Stage "${stage}" is not configured in infra/config.ts; choose one of dev, prod.`,
    );
  });

  test.each(['Prod', 'a-stage-with-a-long-name', '1st', 'a_b'])('a stage name that AWS would refuse: %s', (stage) => {
    expect(() => load({}, stage)).toThrow(/^Stage ".*" must be named with 1 to 16 lower-case letters/);
  });
});

function caught(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
