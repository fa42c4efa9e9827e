import { expect, test } from '@jest/globals';
import * as registry from '../../../functions/registry.ts';
import type { AnyAction } from '../../../lib/action/define-action.ts';
import { buildSchema } from '../../../lib/limacharlie/schema.ts';

const actions = Object.values(registry) as unknown as AnyAction[];
const { request_schema: requests } = buildSchema(actions);

test.each(actions)('the response of $name has the fields of a dry run exactly where it takes one', (action) => {
  const { fields, requirements } = requests[action.name]?.response ?? { fields: {}, requirements: [] };
  expect('would_send' in fields && 'dry_run' in fields).toBe('dry_run' in action.input.entries);
  // The fields of a run and of a dry run stand side by side, so none can be required.
  expect(requirements).toEqual([]);
  expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(action.output.entries)));
});
