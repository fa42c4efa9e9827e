import type { lookup } from 'node:dns';
import { describe, expect, test } from '@jest/globals';
import { guardedLookup, isInternalAddress } from '../../../lib/http/guarded-lookup.ts';

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.255',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::FFFF:10.0.0.1',
  '::FFFF:A9FE:A9FE',
  '0:0:0:0:0:ffff:192.168.1.1',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '2001:0:7f00:1::',
  '2002:7f00:1::',
  'fec0::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
])('%s is internal', (address) => {
  expect(isInternalAddress(address)).toBe(true);
});

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '192.167.255.255',
  '223.255.255.255',
  '2001:4860:4860::8888',
  '2606:4700:4700::1111',
  '2a00:1450:4001::1',
  '::ffff:8.8.8.8',
])('%s is public', (address) => {
  expect(isInternalAddress(address)).toBe(false);
});

interface Looked {
  error: NodeJS.ErrnoException | null;
  address: unknown;
  family?: number;
}

/** Looks up a name that resolves to these addresses, or fails with this error. */
function lookUp(
  resolvesTo: string[] | Error,
  { mayBeInternal = false, all = false } = {},
): Promise<Looked & { asked: unknown }> {
  return new Promise((done) => {
    let asked: unknown;
    const resolve = ((_name: string, options: object, callback: (...answer: unknown[]) => void) => {
      asked = options;
      if (resolvesTo instanceof Error) callback(resolvesTo);
      else
        callback(
          null,
          resolvesTo.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
    }) as unknown as typeof lookup;
    guardedLookup(() => mayBeInternal, resolve)('halo.example', { all, family: 4 }, (error, address, family) =>
      done({ error, address, family, asked }),
    );
  });
}

describe('a name', () => {
  test('that resolves to a public address is that address', async () => {
    expect(await lookUp(['8.8.8.8'])).toMatchObject({ error: null, address: '8.8.8.8', family: 4 });
  });

  test('that resolves to both kinds is the public one only', async () => {
    expect(await lookUp(['10.0.0.1', '2606:4700::1'])).toMatchObject({ address: '2606:4700::1', family: 6 });
    expect(await lookUp(['10.0.0.1', '8.8.8.8'], { all: true })).toMatchObject({
      address: [{ address: '8.8.8.8', family: 4 }],
    });
  });

  test.each([true, false])('that resolves inwards only is blocked (all: %s)', async (all) => {
    const { error } = await lookUp(['10.0.0.1', '::1'], { all });
    expect(error).toMatchObject({ code: 'EADDRBLOCKED', message: 'halo.example resolves to no public address' });
  });

  test('that the operator listed may be internal', async () => {
    expect(await lookUp(['10.0.0.1'], { mayBeInternal: true })).toMatchObject({ error: null, address: '10.0.0.1' });
  });

  test('that does not resolve keeps its own error', async () => {
    const error = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    expect((await lookUp(error)).error).toBe(error);
  });

  test('is looked up with the options of the caller, and all its addresses', async () => {
    expect((await lookUp(['8.8.8.8'])).asked).toEqual({ all: true, family: 4 });
  });
});
