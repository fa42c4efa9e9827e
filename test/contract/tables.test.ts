import { afterEach, describe, expect, test } from '@jest/globals';
import * as registry from '../../functions/registry.ts';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { watchStore } from '../support/watched-store.ts';

let extension: TestExtension;
afterEach(() => extension.close());

/** The extension with its two tables apart, as deployed: the rights of each function go by the table. */
async function start() {
  const ledger = watchStore();
  const budget = watchStore();
  extension = await startTestExtension({
    store: ledger,
    budgetStore: budget,
    env: { HALO_CALLS_PER_5_MINUTES: '300' },
  });
  return { ledger, budget };
}

describe.each(Object.values(registry).filter(({ annotations }) => annotations.readOnly))('$name', (action) => {
  test.each(action.examples)('does without the ledger, which its function may not use: $title', async ({ input }) => {
    const { ledger, budget } = await start();
    expect(await extension.direct(action.name, input)).toMatchObject({ status: 200 });
    expect(ledger.calls).toEqual([]);
    expect(budget.calls).not.toEqual([]);
  });
});

test('the budget of calls is kept in its own table, also by who uses the ledger', async () => {
  const { ledger, budget } = await start();
  await extension.request('create_ticket', { summary: 'x' });
  const isBudget = ({ pk }: { pk: string }) => pk.startsWith('budget#');
  expect(ledger.calls.filter(isBudget)).toEqual([]);
  expect(budget.calls.length).toBeGreaterThan(0);
  expect(budget.calls.every(isBudget)).toBe(true);
});
