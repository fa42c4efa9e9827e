import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';

const recommended: Record<string, unknown> = createRequire(import.meta.url)(
  'aws-cdk-lib/recommended-feature-flags.json',
);
const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));

// A flag that is not pinned takes the library's default, and that can change a deployed stack with an update of the library.
test('cdk.json pins every feature flag that the library recommends, at its recommended value', () => {
  const { 'cli-telemetry': _, ...flags } = context;
  expect(flags).toEqual(recommended);
});
