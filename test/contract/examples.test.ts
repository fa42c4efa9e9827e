import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import * as registry from '../../functions/registry.ts';
import type { AnyAction } from '../../lib/action/define-action.ts';
import { parseInput } from '../../lib/action/inputs/parse-input.ts';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { apiCalls, openTicket } from '../support/halo-calls.ts';

const examples = Object.values(registry as unknown as Record<string, AnyAction>).flatMap((action) =>
  action.examples.map(({ title, input }) => ({ name: action.name, title, input, action })),
);

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
  // The ticket 2884 of the examples.
  await openTicket(extension);
});
afterEach(() => extension.close());

describe.each(examples)('$name: $title', ({ name, input, action }) => {
  test('parses without a warning', () => {
    expect(parseInput(action.input, input).warnings).toEqual([]);
  });

  test('runs for a direct caller, and its output is as documented', async () => {
    const { status, body } = await extension.direct(name, input);
    expect([status, body.detail]).toEqual([200, undefined]);
    expect(v.safeParse(action.output, body).issues).toBeUndefined();
  });

  test('runs for LimaCharlie, and its output is as documented', async () => {
    const { status, body } = await extension.request(name, input);
    expect([status, body.error]).toEqual([200, undefined]);
    expect(v.safeParse(action.output, body.data).issues).toBeUndefined();
  });

  test('gives both the same documented fields', async () => {
    const fields = (result: object) =>
      Object.keys(result).filter((key) => key in action.output.entries && key !== '_meta');
    const direct = await extension.direct(name, input);
    await extension.close();
    extension = await startTestExtension();
    await openTicket(extension);
    const delivered = await extension.request(name, input);
    expect(fields(delivered.body.data).toSorted()).toEqual(expect.arrayContaining(fields(direct.body).toSorted()));
  });

  if (action.annotations.readOnly) {
    test('reads only', async () => {
      await extension.direct(name, input);
      expect(new Set(apiCalls(extension).map((call) => call.method))).toEqual(new Set(['GET']));
    });
  } else {
    test('writes', async () => {
      await extension.direct(name, input);
      expect(apiCalls(extension).map((call) => call.method)).toContain('POST');
    });
  }

  if (action.annotations.idempotent) {
    test('leaves HaloPSA the same when it is done twice', async () => {
      const records = () => JSON.stringify([extension.halo.state.tickets, extension.halo.state.assets]);
      const withoutTimes = () => records().replaceAll(/"(last_update|dateclosed)":"[^"]*"/g, '');
      await extension.direct(name, input);
      const once = withoutTimes();
      expect((await extension.direct(name, input)).status).toBe(200);
      expect(withoutTimes()).toBe(once);
    });
  }
});
