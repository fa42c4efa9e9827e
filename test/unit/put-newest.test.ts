import { expect, test } from '@jest/globals';
import { putNewest } from '../../lib/put-newest.ts';

test('the entry that was put longest ago makes room, and putting one again makes it the newest', () => {
  const entries = new Map<string, number>();
  for (const key of ['a', 'b', 'a', 'c']) putNewest(entries, key, entries.size, 2);
  expect([...entries.keys()]).toEqual(['a', 'c']);
});
