import type { StageInput } from '../../infra/stage-config.ts';

/** A stage with every option that adds something to the template. */
export const everyOption = {
  orgOids: ['8cbe27f4-bfa1-4afb-ba19-138cd51389cd'],
  allowedHaloHosts: ['halo.example.com'],
  authorizer: { kind: 'jwt', issuer: 'https://login.example.com', audience: ['api'] },
  reservedConcurrency: { limacharlie_webhook: 20 },
  xray: true,
  alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms',
  customerManagedKey: true,
  sharedTokenCache: true,
  customDomain: {
    name: 'tickets.example.com',
    certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/8cbe27f4-bfa1',
    hostedZone: { id: 'Z0123456789', name: 'example.com' },
    disableDefaultEndpoint: true,
  },
} satisfies StageInput;
