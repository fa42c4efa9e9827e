import { describe, expect, test } from '@jest/globals';
import { detectionBody, sightingOf } from '../../../functions/report_detection/detection-body.ts';
import type { DetectionInput } from '../../../functions/report_detection/input.ts';
import { readDetection } from '../../../functions/report_detection/read-detection.ts';
import { toSeverity } from '../../../functions/report_detection/severity.ts';

const read = (input: DetectionInput) => {
  const detection = readDetection(input);
  if (detection === undefined) throw new Error('It was not read.');
  return detection;
};
const bodyOf = (input: DetectionInput, details?: string) => detectionBody(read(input), details);

const LEVEL = { detect_mtd: { level: 'high' } };

describe('the severity', () => {
  test.each([
    [10, 'critical'],
    [9, 'critical'],
    [8, 'high'],
    [7, 'high'],
    [6, 'medium'],
    [4, 'medium'],
    [3, 'low'],
    [2, 'low'],
    [1, 'info'],
    [0, 'info'],
    ['7', 'high'],
    ['7.000000e+00', 'high'],
    ['critical', 'critical'],
    [' HIGH ', 'high'],
    ['Medium', 'medium'],
    ['low', 'low'],
    ['info', 'info'],
    ['informational', 'info'],
    ['moderate', 'medium'],
    ['severe', 'high'],
    [-1, undefined],
    ['urgent', undefined],
    ['', undefined],
    [undefined, undefined],
    [{}, undefined],
  ])('of %j is %s', (raw, severity) => {
    expect(toSeverity(raw)).toBe(severity);
  });

  test.each<[string, DetectionInput, string]>([
    ['the input', { priority: 'low', detection: { priority: 9, detect_mtd: { level: 'high' } } }, 'low'],
    ['the input of that name', { severity: 'low', detection: { priority: 9 } }, 'low'],
    ['the input `priority`', { priority: 'high', severity: 'low' }, 'high'],
    ["the detection's priority", { detection: { priority: 9, detect_mtd: { level: 'high' } } }, 'critical'],
    ["the detection's, past an input that can not be read", { priority: 'P1', detection: { priority: 9 } }, 'critical'],
    ["the rule's level, past two of them", { priority: 'P1', severity: 'S1', detection: LEVEL }, 'high'],
    ["the rule's level, as Sigma has it", { detection: { detect_mtd: { level: 'high' } } }, 'high'],
  ])('comes from %s first', (_, input, severity) => {
    expect(read({ cat: 'r', ...input }).severity).toBe(severity);
  });
});

describe('a severity that can not be read', () => {
  test.each<[DetectionInput, unknown]>([
    [{ priority: 'urgent' }, 'urgent'],
    [{ priority: '-1' }, '-1'],
    [{ detection: { priority: { level: 9 } } }, { level: 9 }],
    [{ detection: { detect_mtd: { level: 'sev1' } } }, 'sev1'],
  ])('of %j is known as such', (input, unreadPriority) => {
    expect(read({ cat: 'r', ...input })).toMatchObject({ severity: undefined, unreadPriority });
  });

  test('is known also where what comes after it can be read', () => {
    expect(read({ cat: 'r', priority: 'P1', detection: { priority: 9 } }).unreadPriority).toBe('P1');
  });

  test.each<DetectionInput>([
    {},
    { detection: { priority: ' ' } },
    { detection: { priority: '<no value>' } },
    { detection: { priority: null } },
    { detection: { priority: '', detect_mtd: { level: 'high' } } },
    { priority: 'high' },
    { priority: '0' },
  ])('is none of %j', (input) => {
    expect(read({ cat: 'r', ...input }).unreadPriority).toBeUndefined();
  });
});

test.each<[DetectionInput, unknown]>([
  [{ priority: '11' }, '11'],
  [{ detection: { priority: 99 } }, 99],
  [{ priority: '10' }, undefined],
  [{ priority: 'critical' }, undefined],
  [{ priority: '3', detection: { priority: 99 } }, undefined],
])('beyond the scale is, of %j, %j', (input, above) => {
  expect(read({ cat: 'r', ...input }).priorityAboveScale).toBe(above);
});

/** As a rule's templates render them where the detection has neither. */
const NO_NAMES = { hostname: 'WS-<no value>', sid: '<no value>' };

describe('the key of a detection', () => {
  const key = (input: DetectionInput) => read(input).dedupKey;

  test.each<[string, DetectionInput, string]>([
    ['its rule and its sensor', { cat: 'r', sid: 's', hostname: 'h' }, 'r/s'],
    ['its rule and its machine where no sensor is named', { cat: 'r', hostname: 'h' }, 'r/h'],
    ['its rule alone', { cat: 'r' }, 'r'],
    ['the one that is given', { cat: 'r', sid: 's', dedup_key: 'k' }, 'k'],
    ['its rule alone where the machine came without a name', { cat: 'r', detection: { routing: NO_NAMES } }, 'r'],
    ['without blanks around a name', { cat: ' r ', detection: { routing: { sid: ' s\n' } } }, 'r/s'],
    ['the same for a machine with blanks around it', { cat: 'r', detection: { routing: { hostname: 'H ' } } }, 'r/h'],
    ['the same for an accent of two characters', { detection: { cat: 'u\u0308', routing: { sid: 'e\u0301' } } }, 'ü/é'],
    ['read from the whole detection', { detection: { cat: 'r', routing: { sid: 's' } } }, 'r/s'],
  ])('is %s', (_, input, expected) => {
    expect(key(input)).toBe(expected);
  });

  test('does not depend on time or on the event', () => {
    const at = (event_time: number) => ({ cat: 'r', routing: { sid: 's', event_time }, detect: { at: event_time } });
    expect(key({ detection: at(1) })).toBe(key({ detection: at(2) }));
  });

  test('that would be too long is a digest, and still its own', () => {
    const long = 'r'.repeat(300);
    expect(key({ cat: long, sid: 'a' }).length).toBeLessThanOrEqual(255);
    expect(key({ cat: long, sid: 'a' })).not.toBe(key({ cat: long, sid: 'b' }));
  });
});

describe('where no `dedup_key` is given', () => {
  const key = (input: DetectionInput) => read(input).dedupKey;

  test('one machine is one however its name is written', () => {
    for (const hostname of ['WS-042', 'ws-042.', ' ws-042 '])
      expect(key({ cat: 'r', hostname })).toBe(key({ cat: 'r', hostname: 'ws-042' }));
  });

  test.each<[DetectionInput, boolean]>([
    [{ cat: 'r' }, true],
    [{ cat: 'r', detection: { routing: { hostname: '<no value>' } } }, true],
    [{ cat: 'r', hostname: 'h' }, false],
    [{ cat: 'r', sid: 's' }, false],
    [{ cat: 'r', dedup_key: 'k' }, false],
  ])('all machines share a ticket of %j: %j', (input, isOfAnyMachine) => {
    expect(read(input).isOfAnyMachine).toBe(isOfAnyMachine);
  });
});

test.each<[DetectionInput, boolean]>([
  [{ summary: 's', hostname: 'h' }, true],
  [{ summary: 's', detection: { cat: '<no value>' } }, true],
  [{ summary: 's', cat: 'r' }, false],
  [{ summary: 's', detection: { cat: 'r' } }, false],
  [{ summary: 's', dedup_key: 'k' }, false],
])('the subject takes the place of the rule in the key of %j: %j', (input, isNamedBySummary) => {
  expect(read(input).isNamedBySummary).toBe(isNamedBySummary);
});

describe('the subject', () => {
  test.each<[DetectionInput, string]>([
    [{ cat: 'Rule', hostname: 'h' }, 'Rule on h'],
    [{ cat: 'Rule' }, 'Rule'],
    [{ cat: 'Rule', hostname: 'h', summary: 'Mine' }, 'Mine'],
    [{ summary: 'Mine' }, 'Mine'],
    [{ cat: 'Rule', hostname: 'h\r\nBcc: x\u2028y' }, 'Rule on h Bcc: x y'],
  ])('of %j is %s', (input, summary) => {
    expect(read(input).summary).toBe(summary);
  });
});

test.each<DetectionInput>([{}, { detection: {} }, { detection: { cat: ' ' } }, { detection: { cat: 7 } }])(
  'nothing is read of %j: it names no rule',
  (input) => {
    expect(readDetection(input)).toBeUndefined();
  },
);

describe('the body', () => {
  test('of the least there is', () => {
    expect(bodyOf({ cat: 'r' })).toBe('What: r');
  });

  test('keeps what a machine under attack says in its line', () => {
    expect(bodyOf({ cat: 'r', hostname: 'h\nSeverity: info', link: 'l\r\nx' })).toBe(
      'What: r\nWhere: h Severity: info\nLink: l x',
    );
  });

  test('shows what would turn the direction of its text around, wherever it comes from', () => {
    const text = 'Bad\u202Efdp.exe';
    const [detection, shown] = [{ detect: { text }, detect_data: { [text]: text } }, 'Bad\\u202efdp.exe'];
    expect(bodyOf({ cat: text, hostname: text, link: text, detection }, text)).toBe(
      [
        `What: ${shown}\nWhere: ${shown}\nLink: ${shown}\n\n${shown}`,
        `Extracted:\n{\n  "${shown}": "${shown}"\n}\n\nEvent:\n{\n  "text": "${shown}"\n}`,
      ].join('\n\n'),
    );
    expect(read({ cat: text, hostname: text }).summary).toBe(`${shown} on ${shown}`);
    expect(sightingOf(read({ cat: text }))).toBe(`Newest: ${shown}`);
  });

  test('shows the whole detection where it holds no event of its own', () => {
    expect(bodyOf({ detection: { cat: 'r', level: 1 } })).toContain('Event:\n{\n  "cat": "r",\n  "level": 1\n}');
  });

  test('names the sensor of a machine without a name', () => {
    expect(bodyOf({ cat: 'r', sid: 's' })).toContain('Where: unnamed machine (sensor s)');
  });

  test.each([[Number.MAX_VALUE], ['yesterday'], [null]])('leaves out a time that is none (%j)', (event_time) => {
    expect(bodyOf({ detection: { cat: 'r', routing: { event_time } } })).not.toContain('When');
  });
});

describe("what the rule's author wrote for the analyst", () => {
  const detection = {
    cat: 'r',
    detect_mtd: {
      description: 'Reads lsass.\nWell known.',
      tags: ['attack.credential-access', 'attack.t1003.001'],
      references: ['https://attack.mitre.org/techniques/T1003/', ''],
      falsepositives: ['Backup agents'],
      author: 'x',
    },
    rule_tags: ['ext:soteria', 'attack.t1003.001'],
    detect_data: { hash: 'abc', pid: 4711 },
    detect: { a: 1 },
  };

  test('comes before the event, each in a line, and what the rule extracted', () => {
    expect(bodyOf({ detection }, 'Playbook 7.')).toBe(
      [
        'What: r',
        'Description: Reads lsass. Well known.',
        'Tags: attack.credential-access, attack.t1003.001, ext:soteria',
        'References: https://attack.mitre.org/techniques/T1003/',
        'False positives: Backup agents',
        '',
        'Playbook 7.',
        '',
        'Extracted:\n{\n  "hash": "abc",\n  "pid": 4711\n}',
        '',
        'Event:\n{\n  "a": 1\n}',
      ].join('\n'),
    );
  });

  test.each([{}, { description: ' ', tags: [], references: '<no value>' }, { tags: [7, null], description: {} }, 'x'])(
    'is nothing in %j',
    (detect_mtd) => {
      expect(bodyOf({ detection: { cat: 'r', detect_mtd, detect_data: {}, detect: 1 } })).toBe('What: r\n\nEvent:\n1');
    },
  );
});

describe('the link', () => {
  test.each([
    ['https://app.limacharlie.io/detection/det-9', 'In LimaCharlie'],
    ['https://limacharlie.io/x', 'In LimaCharlie'],
    ['https://docs.example.com/playbooks/7', 'Link'],
    ['https://evil-limacharlie.io/x', 'Link'],
    ['https://app.limacharlie.io.example.com/x', 'Link'],
    ['det-9', 'Link'],
  ])('%s is called "%s"', (link, name) => {
    expect(bodyOf({ cat: 'r', link })).toBe(`What: r\n${name}: ${link}`);
  });
});

describe('a detection whose parts a rule has rendered', () => {
  test('as JSON is read', () => {
    const detection = {
      cat: 'r',
      routing: '{"hostname":"WS-042","sid":"s"}',
      detect: '{"a":1}',
      detect_mtd: '{"level":"high","tags":["t"]}',
      detect_data: '{"b":2}',
    };
    expect(read({ detection })).toMatchObject({
      hostname: 'WS-042',
      sid: 's',
      severity: 'high',
      event: { a: 1 },
      tags: 't',
      data: { b: 2 },
    });
  });

  test('as a text that is no JSON is shown as it is', () => {
    expect(bodyOf({ detection: { cat: 'r', routing: 'x', detect: 'free text' } })).toBe(
      'What: r\n\nEvent:\n"free text"',
    );
  });

  test('to nothing has no such part', () => {
    const none = '<no value>';
    const detection = { cat: none, routing: none, detect: none, link: none, detect_id: none };
    expect(readDetection({ detection })).toBeUndefined();
    expect(bodyOf({ cat: 'r', detection })).not.toContain('Event:\n"<no value>"');
  });

  test.each([
    [1_795_536_000_000, '2026-11-24 16:00:00 UTC'],
    ['1795536000000', '2026-11-24 16:00:00 UTC'],
    ['1.795536e+12', '2026-11-24 16:00:00 UTC'],
    [1_795_536_000, '2026-11-24 16:00:00 UTC'],
  ])('to the time %j is of %s', (event_time, when) => {
    expect(bodyOf({ detection: { cat: 'r', routing: { event_time } } })).toContain(`When: ${when}`);
  });
});

describe('the time of a detection', () => {
  const [EVENT, MADE, SEEN] = [1_795_536_000_000, 1_795_536_060_000, 1_795_536_120_000];

  test.each<[string, Record<string, unknown>, number | undefined]>([
    ["is the event's", { routing: { event_time: EVENT }, gen_time: MADE, ts: SEEN }, EVENT],
    ['is when it was made, where the event has none', { routing: {}, gen_time: MADE, ts: SEEN }, MADE],
    ["is when it was made, where the event's can not be read", { routing: { event_time: 0 }, gen_time: MADE }, MADE],
    ['is its own where nothing else is known', { ts: String(SEEN) }, SEEN],
    ['is none where each is none', { routing: { event_time: -1 }, gen_time: 'x', ts: 1e18 }, undefined],
  ])('%s', (_, detection, atMs) => {
    expect(read({ cat: 'r', detection }).atMs).toBe(atMs);
  });
});

describe('a repeat', () => {
  test('is told by what differs from one to the next', () => {
    const detection = { detect_mtd: { description: 'long' }, detect: { a: 1 }, priority: 9 };
    expect(sightingOf(read({ cat: 'r', hostname: 'h', detect_id: 'd', link: 'l', detection }))).toBe(
      'Newest: r\nWhere: h\nSeverity: critical\nDetection: d\nLink: l',
    );
  });
});

describe('a body that is too long', () => {
  /** With what is added later: the reference, and the ticket before. */
  const LIMIT_BYTES = 30 * 1024 - 250;
  const event = (text: string) => ({ detection: { cat: 'r', detect: { text } } });

  test.each([
    ['letters', 'x'],
    ['characters of two bytes', 'ä'],
    ['characters of four bytes', '🦊'],
    ['characters that JSON escapes', '"'],
  ])('of %s is cut at 30 KB, between two characters, with a line that says what was cut', (_, character) => {
    for (const extra of [0, 1, 2, 3]) {
      const body = bodyOf(event('y'.repeat(extra) + character.repeat(40_000)));
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(LIMIT_BYTES);
      expect(body).not.toContain('\uFFFD');
      expect(body).toMatch(/^What: r\n\nEvent:\n\{\n {2}"text": "/);
      const [, shown, whole] = /\n… The event was cut here: (\d+) of (\d+) bytes are shown; [^\n]+$/.exec(body) ?? [];
      expect(Number(shown)).toBe(Buffer.byteLength(body.slice(0, body.lastIndexOf('\n…'))));
      expect(Number(whole)).toBe(
        Buffer.byteLength(
          `What: r\n\nEvent:\n${JSON.stringify({ text: 'y'.repeat(extra) + character.repeat(40_000) }, null, 2)}`,
        ),
      );
    }
  });

  test('is whole where it just fits', () => {
    const frame = Buffer.byteLength(bodyOf(event('')));
    expect(bodyOf(event('x'.repeat(30_000 - frame)))).not.toContain('…');
    expect(bodyOf(event('x'.repeat(30_001 - frame)))).toContain('…');
  });

  const rest = (input: DetectionInput, details?: string) => /bytes are shown(.*)$/.exec(bodyOf(input, details))?.[1];

  test.each<[string, DetectionInput, string | undefined, string]>([
    ['within the event', event('x'.repeat(40_000)), undefined, '; the rest is in LimaCharlie.'],
    ['within the event, after a text', event('x'.repeat(40_000)), 'd', '; the rest is in LimaCharlie.'],
    [
      'within what the rule extracted',
      { cat: 'r', detection: { detect_data: { a: 'x'.repeat(40_000) } } },
      'd',
      '; the rest is in LimaCharlie.',
    ],
    ["within the caller's text", event('x'), 'd'.repeat(40_000), '; the event is in LimaCharlie.'],
    ["within the caller's text, without an event", { cat: 'r' }, 'd'.repeat(40_000), '.'],
  ])('%s says where the rest is: %#', (_, input, details, expected) => {
    expect(rest(input, details)).toBe(expected);
  });

  test('already before its event says so', () => {
    expect(bodyOf(event('x'), 'd'.repeat(40_000))).toContain('… The text before the event was cut here');
    expect(bodyOf({ cat: 'r' }, 'd'.repeat(40_000))).toContain('… The text was cut here');
  });
});
