import { expect, test } from '@jest/globals';
import { HOSTILE_URLS } from './hostile-urls.ts';

test('there are more than a hundred hostile addresses, none twice', () => {
  const all = Object.values(HOSTILE_URLS).flat();
  expect(all.length).toBeGreaterThan(100);
  expect(new Set(all).size).toBe(all.length);
});
