import { describe, expect, test } from '@jest/globals';
import { isRecord } from '../../lib/json.ts';
import { requestsOf } from '../support/guide-rules.ts';
import { type GuideExample, type GuideExtension, readGuideExamples, startAsOn } from '../support/guides.ts';

const examples = await readGuideExamples();

async function asOn(example: GuideExample, use: (extension: GuideExtension) => Promise<void>): Promise<void> {
  const extension = await startAsOn(example);
  await use(extension).finally(() => extension.close());
}

/** The members of a rule's request that LimaCharlie drops, since they are paths that lead nowhere. */
function dropped(template: Record<string, unknown>, request: Record<string, unknown>): string[] {
  return Object.entries(template).flatMap(([key, value]) => {
    if (!(key in request)) return [key];
    const sent = request[key];
    return isRecord(value) && isRecord(sent) ? dropped(value, sent).map((inner) => `${key}.${inner}`) : [];
  });
}

const rules = examples
  .filter(({ info }) => /^yaml( |$)/.test(info))
  .flatMap((example) =>
    requestsOf(example.text).map((rule) => ({ ...rule, example, path: example.path, info: example.info })),
  );

test('there are rules for both actions that a detection leads to', () => {
  expect(rules.map(({ action }) => action)).toEqual(expect.arrayContaining(['create_ticket', 'report_detection']));
});

describe.each(rules)('$path: a rule for $action', ({ action, template, request, suppression, info, example }) => {
  const [, ...expectedLosses] = info.split(' ').filter((word) => word !== 'drops');

  test(`finds its values${expectedLosses.length > 0 ? `, but for ${expectedLosses.join(', ')}` : ''}`, () => {
    expect(dropped(template, request)).toEqual(expectedLosses);
    expect(JSON.stringify([request, suppression])).not.toContain('<no value>');
  });

  test('is taken without a warning', () =>
    asOn(example, async ({ send }) => {
      const answer = await send(action, request);
      expect(answer).toMatchObject({ status: 200 });
      expect(answer.body.data._meta?.warnings).toBeUndefined();
      expect(answer.body.data.warnings ?? []).toEqual([]);
    }));

  if (suppression)
    test('is suppressed by a key that says something, for a time that LimaCharlie can read', () => {
      expect(suppression.period).toMatch(/^\d+(ms|s|m|h)$/);
      expect(suppression.keys.length).toBeGreaterThan(0);
    });
});

const bodies = examples.filter(({ info }) => info === 'text ticket');

test('a ticket is shown', () => expect(bodies.length).toBeGreaterThan(0));

test.each(bodies)('$path: the ticket is what the rule above it makes', (example) =>
  asOn(example, async ({ send, halo }) => {
    for (const { action, request } of requestsOf(example.rule)) await send(action, request);
    const { details = '' } = halo.state.tickets.at(-1) ?? {};
    expect(details.replace(/\n\nReference: .*$/, '')).toBe(example.text);
  }),
);
