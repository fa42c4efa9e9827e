import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { writeStackState } from '../../../../infra/local/stack-state.ts';
import { findTarget } from '../../../../infra/secret/target.ts';
import { loadStage } from './run-secret.ts';

const inAws = { stage: 'prod', local: false };

test('a stage is in AWS, under its prefix, where plain http goes nowhere', async () => {
  expect(await findTarget(inAws, {}, loadStage)).toEqual({
    prefix: 'halopsa-limacharlie/prod',
    options: ' --stage prod',
    localUrl: undefined,
    orgOids: [],
    urlPolicy: { allowedHosts: new Set(), allowLoopbackHttp: false },
  });
});

test.each([
  ['http://127.0.0.1:4566', true],
  ['http://localhost:4566', true],
  ['http://[::1]:4566', true],
  ['https://secretsmanager.eu-central-1.amazonaws.com', false],
  ['https://127.0.0.1.example.com', false],
  ['nonsense', false],
])('an endpoint %s is on this machine: %p', async (url, isHere) => {
  const { localUrl, urlPolicy } = await findTarget(inAws, { AWS_ENDPOINT_URL_SECRETS_MANAGER: url }, loadStage);
  expect([localUrl, urlPolicy.allowLoopbackHttp]).toEqual([isHere ? url : undefined, isHere]);
});

test("the running stack has its own prefix and endpoint, and its HaloPSA's host is listed", async () => {
  const directory = await mkdtemp(join(tmpdir(), 'target-'));
  const state = join(directory, 'the stack.json');
  const urls = {
    gateway: 'g',
    webhook: 'w',
    halopsa: 'https://halo.example.com',
    secretsManager: 'http://127.0.0.1:2',
  };
  await writeStackState({ pid: process.pid, ...urls, secretPrefix: 'p', oid: 'o', sharedSecret: 's' }, state);
  expect(await findTarget({ stage: 'dev', local: true, state }, {}, loadStage)).toEqual({
    prefix: 'p',
    options: ` --state '${state}'`,
    localUrl: 'http://127.0.0.1:2',
    orgOids: [],
    urlPolicy: { allowedHosts: new Set(['halo.example.com']), allowLoopbackHttp: true },
  });
  await rm(directory, { recursive: true });
});

test('AWS does not stand in for a stack that is not running, nor the stack for AWS', async () => {
  const target = findTarget({ stage: 'dev', local: true, state: '/does/not/exist' }, {}, loadStage);
  await expect(target).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('No stack is running') });
});
