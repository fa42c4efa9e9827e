import { expect, test } from '@jest/globals';
import { hostName } from '../../../../lib/action/inputs/host-name.ts';

test.each([
  ['srv-01.corp.example.', 'srv-01.corp.example'],
  [' srv-01. ', 'srv-01'],
  ['srv-01', 'srv-01'],
  ['.', '.'],
])('%j is the host %j: a dot at the end is none of its letters, and a dot alone is all there is', (given, name) => {
  expect(hostName(given)).toBe(name);
});
