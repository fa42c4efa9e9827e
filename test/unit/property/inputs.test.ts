import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Answer, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { actions, anyJson, mutated, wrongInput } from '../../support/malformed.ts';

let extension: TestExtension;
beforeAll(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.halo.calls.clear());
afterAll(() => extension.close());

const anAction = fc.constantFrom(...actions.map((action) => action.name));

/** Not our fault, and what was refused left nothing behind: not even a request for a token. */
function expectRefusal({ status, body }: Answer): void {
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_input', retriable: false, errors: expect.any(Array) });
  expect(extension.halo.calls.all).toEqual([]);
}

/** Input that is not wrong on purpose may be right by chance; then HaloPSA decides. */
function expectNoFault(answer: Answer): void {
  expect(answer.status).toBeLessThan(500);
  if (answer.status === 400) expectRefusal(answer);
  extension.halo.calls.clear();
}

test('an example with wrong fields is refused, and the answer names exactly these fields', async () => {
  await fc.assert(
    fc.asyncProperty(wrongInput, async ({ action, input, wrong }) => {
      const answer = await extension.direct(action, input);
      expectRefusal(answer);
      expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual(wrong);
    }),
    { numRuns: 2_500 },
  );
});

test('any JSON is answered without a fault', async () => {
  await fc.assert(
    fc.asyncProperty(anAction, anyJson, async (action, input) => {
      expectNoFault(await extension.direct(action, JSON.stringify(input)));
    }),
    { numRuns: 1_500 },
  );
});

test('any JSON in any field is answered without a fault', async () => {
  const fields = [...new Set(actions.flatMap((action) => Object.keys(action.input.entries)))];
  const input = fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string()), anyJson, { maxKeys: 12 });
  await fc.assert(
    fc.asyncProperty(anAction, input, async (action, one) => {
      expectNoFault(await extension.direct(action, one));
    }),
    { numRuns: 1_500 },
  );
});

test('any text as a body is answered without a fault', async () => {
  const example = fc.constantFrom(...actions).map((action) => JSON.stringify(action.examples[0]?.input));
  await fc.assert(
    fc.asyncProperty(anAction, fc.oneof(fc.string({ unit: 'binary' }), mutated(example)), async (action, body) => {
      expectNoFault(await extension.direct(action, body));
    }),
    { numRuns: 1_500 },
  );
});

test('objects of any depth are answered without a fault', async () => {
  await fc.assert(
    fc.asyncProperty(
      anAction,
      fc.nat({ max: 30_000 }),
      fc.constantFrom('details', 'note', 'extra'),
      async (action, depth, field) => {
        const nested = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
        expectNoFault(await extension.direct(action, `{"summary":"s","${field}":${nested}}`));
        expectNoFault(await extension.direct(action, { summary: 's', [field]: nested }));
      },
    ),
    { numRuns: 100 },
  );
});
