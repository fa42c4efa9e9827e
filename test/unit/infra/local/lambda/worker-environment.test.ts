import { expect, test } from '@jest/globals';
import { workerEnvironment } from '../../../../../infra/local/lambda/worker-environment.ts';
import { localFunction } from '../fixtures/local-function.ts';

const fn = localFunction('scripted', { name: 'create', memoryMb: 512, environment: { LOG_LEVEL: 'INFO' } });

test('only PATH, HOME and TZ come from the process that starts the worker', () => {
  const ours = { PATH: '/bin', HOME: '/home/us', TZ: 'UTC', AWS_PROFILE: 'real', NODE_OPTIONS: '--inspect', CI: '1' };
  const environment = workerEnvironment(fn, '127.0.0.1:1', ours);
  const inherited = Object.keys(environment).filter((name) => name in ours);
  expect(inherited).toEqual(['PATH', 'HOME', 'TZ']);
});

test('what we do not have ourselves is left out', () => {
  expect(workerEnvironment(fn, '127.0.0.1:1', {})).not.toHaveProperty('TZ');
});

test("Lambda's reserved variables say which function this is", () => {
  expect(workerEnvironment(fn, '127.0.0.1:4711', {})).toMatchObject({
    AWS_LAMBDA_FUNCTION_NAME: 'create',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:4711',
    AWS_REGION: 'us-east-1',
    LAMBDA_TASK_ROOT: fn.codeDir,
    _HANDLER: 'index.handler',
    LOG_LEVEL: 'INFO',
  });
});

test("a function can't replace the credentials, as in Lambda", () => {
  const sly = { ...fn, environment: { AWS_ACCESS_KEY_ID: 'mine', AWS_LAMBDA_RUNTIME_API: 'elsewhere' } };
  expect(workerEnvironment(sly, '127.0.0.1:1', {})).toMatchObject({
    AWS_ACCESS_KEY_ID: 'local',
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:1',
  });
});

test.each([
  [{}, undefined, undefined],
  [{ format: 'JSON', level: 'DEBUG' }, 'JSON', 'DEBUG'],
])('the logging configuration %j is told as Lambda tells it', (logging, format, level) => {
  const environment = workerEnvironment({ ...fn, logging }, '127.0.0.1:1', {});
  expect([environment.AWS_LAMBDA_LOG_FORMAT, environment.AWS_LAMBDA_LOG_LEVEL]).toEqual([format, level]);
});
