import { describe, expect, test } from '@jest/globals';
import { judgeMatrix, judgeMinimum, minimumOf } from '../../../../../infra/doctor/scopes/judge-matrix.ts';
import { refusedRow, row, TENANT } from './rows.ts';

const NEEDED = ['edit:tickets', 'edit:assets', 'read:customers'];
const without = (...scopes: string[]) => TENANT.filter(({ scope }) => !scopes.includes(scope));

describe('the least set of scopes', () => {
  test('is the one that was found by hand', () => {
    expect(minimumOf(TENANT)).toEqual(NEEDED);
  });

  test('reads with scopes to read where nothing was written', () => {
    const reads = TENANT.map(({ endpoints, ...one }) => ({
      ...one,
      endpoints: Object.fromEntries(Object.entries(endpoints).filter(([name]) => name.startsWith('GET'))),
    }));
    expect(minimumOf(reads)).toEqual(['read:tickets', 'read:assets', 'read:customers']);
  });

  test('may write more where that is the only way', () => {
    expect(minimumOf(without('read:customers'))).toEqual(['edit:tickets', 'edit:assets', 'edit:customers']);
  });

  test('is never `all`, which is the answer to another question', () => {
    expect(minimumOf([row('all', { tickets: 200 })])).toBeUndefined();
    expect(minimumOf([row('all:standard', { tickets: 200 })])).toBeUndefined();
  });

  test.each<[string, typeof TENANT]>([
    ['a scope is missing', without('edit:assets')],
    ['every token is refused', [refusedRow('read:tickets'), refusedRow('edit:tickets')]],
    ['nothing was asked', []],
    [
      'nobody may read what an action needs',
      TENANT.map((one) => ({ ...one, endpoints: { ...one.endpoints, 'GET /Site': 404 } })),
    ],
  ])('is none where %s', (_, rows) => {
    expect(minimumOf(rows)).toBeUndefined();
  });

  test('takes no scope for a list that the actions can do without', () => {
    const rows = TENANT.map((one) => ({ ...one, endpoints: { ...one.endpoints, 'GET /Agent': 403 } }));
    expect(minimumOf([...rows, row('edit:customers', { client: 200, site: 200, agent: 200 })])).toEqual(NEEDED);
  });
});

describe('a matrix', () => {
  const together = row(NEEDED.join(' '), { tickets: 200, actions: 200, asset: 200, client: 200, site: 200 });
  const whole = { ...together, endpoints: { ...together.endpoints, ...TENANT[1]?.endpoints, ...together.endpoints } };
  const verified = {
    ...whole,
    endpoints: { ...whole.endpoints, 'POST /Asset (create)': 201, 'POST /Asset (update)': 201 },
  };

  test('is verified where one token with the least set may call everything', () => {
    expect(judgeMatrix(TENANT, verified, true)).toMatchObject({ minimum: NEEDED, verified: true, write: true });
  });

  test.each([
    ['it may not', { ...verified, endpoints: { ...verified.endpoints, 'GET /Site': 403 } }],
    ['there is no such token', refusedRow(NEEDED.join(' '))],
    ['nobody asked', undefined],
  ])('is not where %s', (_, verification) => {
    expect(judgeMatrix(TENANT, verification, true).verified).toBe(false);
  });
});

describe('the judgement of the least set', () => {
  test.each([
    [
      { minimum: NEEDED, verified: true, write: true },
      'ok',
      'Verified, the least that is enough: `edit:tickets edit:assets read:customers`.',
    ],
    [
      { minimum: ['read:tickets'], verified: true, write: false },
      'ok',
      'Verified, the least that is enough to read: `read:tickets`. To write as well, `edit:tickets edit:assets read:customers`, which --write verifies.',
    ],
    [
      { minimum: ['read:tickets'], verified: false, write: false },
      'fail',
      'Each call is allowed to one of `read:tickets`, but not all are to a token with these together.',
    ],
    [{ verified: false, write: true }, 'fail', 'These scopes together do not reach everything that the actions call.'],
  ])('%j', (report, status, finding) => {
    expect(judgeMinimum(report)).toMatchObject({ status, finding });
  });

  test('says what to set where there is none', () => {
    expect(judgeMinimum({ verified: false, write: true }).remedy).toContain('`edit:tickets`, `edit:assets`');
  });
});
