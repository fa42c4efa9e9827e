import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const app = fileURLToPath(new URL('../../infra/app.ts', import.meta.url));

/** Runs the CDK app as the CDK's command line does, with `-c stage=…`. */
function runApp(stage: string) {
  const env = { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ stage }) };
  return spawnSync(process.execPath, [app], { env, encoding: 'utf8' });
}

describe('the CDK app', () => {
  test('refuses an unknown stage with one sentence and no stack trace', () => {
    const { status, stderr } = runApp('prd');
    expect(stderr.trim()).toMatch(/^Stage "prd" is not configured in infra\/config\.ts; choose one of [^\n]+\.$/);
    expect(status).toBe(1);
  });
});
