import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import create from '../../../../functions/create_ticket/action.ts';
import report from '../../../../functions/report_detection/action.ts';
import update from '../../../../functions/update_ticket/action.ts';
import type { InputSchema } from '../../../../lib/action/define-action.ts';
import * as f from '../../../../lib/action/inputs/fields.ts';
import { parseInput } from '../../../../lib/action/inputs/parse-input.ts';
import { describeValue } from '../../../../lib/action/inputs/wrong-input.ts';
import { ExtensionError } from '../../../../lib/errors.ts';

const texts = { label: 'Label', description: 'What it is.' };
const schema = v.object({
  ticket_id: f.integer(texts, 1),
  note: f.text(texts),
  timetaken: v.optional(f.hours(texts)),
  hiddenfromuser: v.optional(f.boolean(texts), true),
});

function refusal(raw: unknown, of: InputSchema = schema): ExtensionError {
  try {
    parseInput(of, raw);
  } catch (thrown) {
    if (thrown instanceof ExtensionError) return thrown;
  }
  throw new Error('was not refused');
}

describe('what is left out', () => {
  test('is absent, or has its default', () => {
    expect(parseInput(schema, { ticket_id: 1, note: 'x' })).toEqual({
      input: { ticket_id: 1, note: 'x', hiddenfromuser: true },
      unknown: [],
      warnings: [],
    });
  });

  test.each([[null], [''], ['  '], ['<no value>']])('in an optional field may be sent as %j', (blank) => {
    const { input } = parseInput(schema, { ticket_id: 1, note: 'x', timetaken: blank, hiddenfromuser: blank });
    expect(input).toEqual({ ticket_id: 1, note: 'x', hiddenfromuser: true });
  });

  test.each([[null], [''], ['  '], ['<no value>']])(
    'in a required field as %j is an error that names the field and the template',
    (blank) => {
      const error = refusal({ ticket_id: blank, note: 'x' });
      expect(error).toMatchObject({ code: 'invalid_input', status: 400, retriable: false });
      expect(error.errors).toEqual([
        {
          field: 'ticket_id',
          expected: 'an integer of 1 or more: this field is required',
          received: `${JSON.stringify(blank)} (a template that found nothing renders like this)`,
        },
      ]);
      expect(error.message).toMatch(/`ticket_id`.*template that found nothing/);
    },
  );

  test('altogether in a required field received nothing', () => {
    expect(refusal({}).errors).toEqual([
      { field: 'ticket_id', expected: 'an integer of 1 or more: this field is required', received: 'nothing' },
      {
        field: 'note',
        expected: 'a text, or an object or list to show as JSON: this field is required',
        received: 'nothing',
      },
    ]);
  });
});

describe('what tells machines apart, and has a gap where a template found nothing', () => {
  const field = f.line({ ...texts, tellsApart: true });
  const gap = { hostname: 'WS-<no value>' };

  test('counts as left out, with a warning', () => {
    const { input, warnings } = parseInput(v.object({ hostname: v.optional(field) }), gap);
    expect(input).toEqual({});
    expect(warnings).toEqual([expect.stringMatching(/^The input `hostname` was ignored.*`<no value>`/)]);
  });

  test('is missing where it is required', () => {
    expect(() => parseInput(v.object({ hostname: field }), gap)).toThrow(
      '`hostname`: expected a string: this field is required, received "WS-<no value>" (a template that found nothing',
    );
  });

  test('no other text is left out for a gap, which a warning names', () => {
    const { input, warnings } = parseInput(schema, { ticket_id: 1, note: 'on <no value>' });
    expect(input).toEqual({ ticket_id: 1, note: 'on <no value>', hiddenfromuser: true });
    expect(warnings).toEqual(['The input `note` holds `<no value>`: a template in it found nothing.']);
  });

  test('an object whose texts have a gap is evidence, of which nothing is said', () => {
    const event = { COMMAND_LINE: 'echo <no value>' };
    expect(parseInput(schema, { ticket_id: 1, note: event }).warnings).toEqual([]);
    const withObject = v.object({ event: f.object(texts) });
    expect(parseInput(withObject, { event: JSON.stringify(event) })).toMatchObject({ input: { event }, warnings: [] });
  });
});

describe('a refusal tells of unknown names, too', () => {
  test.each([
    ['a name like that of a missing field', { ticketid: 1, note: 'x' }, '`ticketid`', 'did you mean `ticket_id`?'],
    [
      'a name like that of another field',
      { ticket_id: 'abc', note: 'x', time_taken: 1 },
      '`time_taken`',
      '`timetaken`?',
    ],
    ['a name that is like none', { zzzzzzzzzzz: 1 }, '`zzzzzzzzzzz`', 'was ignored.'],
  ])('%s', (_, raw, name, suggestion) => {
    const { hint } = refusal(raw);
    expect(hint).toContain(`The input ${name} is not known`);
    expect(hint).toContain(suggestion);
    expect(hint).toMatch(/Correct `\w+`(, `\w+`)* and send it again/);
  });

  test('each', () => {
    const { hint } = refusal({ ticketid: 1, notes: 'x' });
    expect(hint).toContain('`ticket_id`?');
    expect(hint).toContain('`note`?');
  });

  test('no longer than a name may be, and no more than ten times', () => {
    const raw = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`note${i}${'!'.repeat(i)}`, 1]));
    expect(refusal(raw).hint?.length).toBeLessThan(2_000);
  });
});

test('a missing field that takes one of two words is named with both', () => {
  expect(refusal({}, v.object({ type: f.oneOf(texts, ['client', 'site']) })).errors).toMatchObject([
    { field: 'type', expected: '"client" or "site": this field is required' },
  ]);
});

describe('a wrong value', () => {
  test('is named with every other one at once, and the message says so too', () => {
    const error = refusal({ ticket_id: 'abc', timetaken: '15 min', hiddenfromuser: 'maybe' });
    expect(error.errors).toEqual([
      { field: 'ticket_id', expected: 'an integer of 1 or more', received: '"abc"' },
      {
        field: 'note',
        expected: 'a text, or an object or list to show as JSON: this field is required',
        received: 'nothing',
      },
      { field: 'timetaken', expected: 'a number of hours, such as 0.25', received: '"15 min"' },
      { field: 'hiddenfromuser', expected: 'true or false', received: '"maybe"' },
    ]);
    expect(error.message).toContain('`timetaken`: expected a number of hours, such as 0.25, received "15 min"');
    expect(error.hint).toContain('nothing was sent to HaloPSA');
  });

  test('is repeated no longer than a line', () => {
    const [error] = refusal({ ticket_id: 'x'.repeat(100_000), note: 'x' }).errors ?? [];
    expect(error?.received).toMatch(/^"x{79}… \(100002 characters\)$/);
  });

  test('that holds a credential is repeated without it', () => {
    const jwt = `eyJ${'a'.repeat(200)}.${'b'.repeat(200)}.c`;
    expect(refusal({ ticket_id: jwt, note: 'x' }).errors?.[0]?.received).not.toContain('aaa');
  });
});

test.each([[[]], ['text'], [12], [true], [null], [undefined]])('%j is no input at all', (raw) => {
  expect(refusal(raw).errors).toEqual([{ field: '(input)', expected: 'an object', received: describeValue(raw) }]);
});

describe('an unknown key', () => {
  const warningsFor = (raw: object) => parseInput(schema, { ticket_id: 1, note: 'x', ...raw }).warnings;

  test('is ignored, with a warning that suggests the nearest name', () => {
    const { input, warnings } = parseInput(schema, { ticket_id: 1, note: 'x', time_taken: 1 });
    expect(input).not.toHaveProperty('time_taken');
    expect(warnings).toEqual(['The input `time_taken` is not known and was ignored; did you mean `timetaken`?']);
  });

  test('that is like none gets no suggestion', () => {
    expect(warningsFor({ idempotency_key: 'k', oid: 'o' })).toEqual([
      expect.stringContaining('header `Idempotency-Key`'),
      expect.stringContaining('header `x-limacharlie-oid`'),
    ]);
    expect(warningsFor({ zzzzzzzzzzz: 1 })).toEqual(['The input `zzzzzzzzzzz` is not known and was ignored.']);
  });

  test('that another action takes leads to `extra`, where this one has it', () => {
    expect(parseInput(update.input, { id: 2884, team: 'SOC' }).warnings).toEqual([
      "The input `team` is not known and was ignored; as HaloPSA's own field it is `extra.team`.",
    ]);
  });

  test.each(['hiddenfromuser', 'ticket_id', 'hostname', 'page_size', 'foo'])(
    'but not %s, which is no field of a ticket',
    (key) => {
      expect(parseInput(create.input, { summary: 's', [key]: 1 }).warnings).toEqual([
        expect.not.stringContaining('extra'),
      ]);
    },
  );

  test.each(['note', 'text', 'comment'])(
    'called %s is a new ticket’s body, and beside a known ticket an entry',
    (key) => {
      const suggested = (known: InputSchema, raw: object) => parseInput(known, { ...raw, [key]: 'x' }).warnings[0];
      expect(suggested(create.input, { summary: 's' })).toContain('did you mean `details`?');
      expect(suggested(update.input, { id: 1, summary: 's' })).toContain('`add_action` writes a note');
    },
  );

  test.each(['priority_id', 'priorityId', 'Priority-ID'])('called %s is no word, but an id of HaloPSA', (key) => {
    expect(parseInput(report.input, { cat: 'r', [key]: 1 }).warnings).toEqual([
      `The input \`${key}\` is not known and was ignored; as HaloPSA's own field it is \`extra.priority_id\`.`,
    ]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('called %s is one too', (key) => {
    const warnings = warningsFor(JSON.parse(`{"${key}":{"ticket_id":99}}`));
    expect(warnings).toEqual([`The input \`${key}\` is not known and was ignored.`]);
  });

  test('is named for the first ten and counted for the rest', () => {
    const warnings = warningsFor(Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`unknown${i}`, 1])));
    expect(warnings).toHaveLength(11);
    expect(warnings[10]).toBe('15 more unknown inputs were ignored.');
  });

  test('of any length is cut', () => {
    expect(warningsFor({ ['k'.repeat(100_000)]: 1 })[0]?.length).toBeLessThan(150);
  });
});
