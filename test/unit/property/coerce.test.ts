import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as c from '../../../lib/action/inputs/coerce.ts';
import { describeValue } from '../../../lib/action/inputs/wrong-input.ts';
import { parseJson } from '../../../lib/json.ts';
import { redact } from '../../../lib/redact.ts';

const blanks = fc.stringMatching(/^[ \t]{0,3}$/);
const integers = fc.maxSafeInteger();
const readers = Object.entries(c).filter(([name]) => name.startsWith('to')) as [
  string,
  (raw: unknown) => object | undefined,
][];

test.each(readers)('%s answers anything with a value or with what it expected', (_, read) => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: false }), (raw) => {
      const answer = read(raw);
      if (typeof answer === 'object') expect('value' in answer !== 'expected' in answer).toBe(true);
    }),
  );
});

describe('whatever the spelling, the value is the same', () => {
  test('of an integer', () => {
    fc.assert(
      fc.property(integers, blanks, blanks, (n, before, after) => {
        for (const raw of [n, `${n}`, `${before}${n}${after}`, `${n}.0`])
          expect(c.toInteger(raw)).toEqual({ value: n });
      }),
    );
  });

  test('of a boolean', () => {
    fc.assert(
      fc.property(fc.mixedCase(fc.constantFrom('true', 'yes', '1')), blanks, (word, blank) => {
        expect(c.toBoolean(blank + word)).toEqual({ value: true });
      }),
    );
  });

  test('of a list of integers', () => {
    fc.assert(
      fc.property(fc.array(integers, { minLength: 1 }), (list) => {
        for (const raw of [list, list.map(String), list.join(','), list.join(' , '), JSON.stringify(list)])
          expect(c.toIntegerList(raw)).toEqual({ value: list });
      }),
    );
  });

  test('of an object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (object) => {
        const json = JSON.stringify(object);
        expect(c.toObject(json)).toEqual({ value: parseJson(json) });
      }),
    );
  });
});

test('an integer in JSON keeps each digit', () => {
  fc.assert(
    fc.property(fc.bigInt(), (n) => {
      const [read] = parseJson(`[${n}]`) as unknown[];
      expect(String(read)).toBe(String(n));
    }),
  );
});

test('a number with a fraction is never taken for an integer', () => {
  fc.assert(
    fc.property(fc.double({ noInteger: true, noNaN: true, noDefaultInfinity: true }), (n) => {
      expect(c.toInteger(n)).toHaveProperty('expected');
    }),
  );
});

test('a value in a message is never longer than a line', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(describeValue(value).length).toBeLessThanOrEqual(120);
    }),
  );
});

test('a known secret is in no redacted text, wherever it stood', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 6 }), fc.string(), (before, secret, after) => {
      fc.pre(!'[redacted]'.includes(secret) && !`${before}[redacted]${after}`.includes(secret));
      expect(redact(`${before}${secret}${after}`, [secret])).not.toContain(secret);
    }),
  );
});
