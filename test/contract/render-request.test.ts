import { describe, expect, test } from '@jest/globals';
import { renderRequest, renderText } from '../support/render-request.ts';

const CONTEXT = {
  event: { FILE_PATH: 'C:\\x.exe', PROCESS_ID: 4711, ARGS: ['a', 'b'] },
  routing: { hostname: 'WS-042', is_online: true },
};

const render = (value: unknown) => renderRequest({ value }, CONTEXT);

describe('a value of a request', () => {
  test.each<[string, unknown, unknown]>([
    ['a template with a path', 'dump on {{ .routing.hostname }}', 'dump on WS-042'],
    ['a template of a number: a text', '{{ .event.PROCESS_ID }}', '4711'],
    ['a template with a literal', '{{ "SOC" }}', 'SOC'],
    ['several templates', '{{ .routing.hostname }}/{{ "x" }}', 'WS-042/x'],
    ['a template that finds nothing', '{{ .routing.nope }}', '<no value>'],
    ['prettyjson', '{{ prettyjson .routing }}', '{\n  "hostname": "WS-042",\n  "is_online": true\n}'],
    ['a path to an object', 'routing', CONTEXT.routing],
    ['a path to a number, which stays one', 'event.PROCESS_ID', 4711],
    ['a path into a list', 'event.ARGS.1', 'b'],
    ['the whole', '@this', CONTEXT],
    ['a number', 12, 12],
    ['a boolean', false, false],
    ['a list', [1, 2], [1, 2]],
    ['an object, member by member', { host: 'routing.hostname', team: 'SOC' }, { host: 'WS-042' }],
  ])('may be %s', (_, value, expected) => {
    expect(render(value)).toEqual({ value: expected });
  });

  test.each(['SOC', 'routing.nope', 'event.FILE_PATH.x', 'Security>Malware'])(
    'is dropped with its key where it is the path %s, which leads nowhere',
    (value) => expect(render(value)).toEqual({}),
  );

  test.each(['{{ upper .routing.hostname }}', '{{ .event }}', 'event.ARGS.#', 'event.ARGS|0', '@pretty'])(
    'is refused where it is %s, which is not evaluated here',
    (value) => expect(() => render(value)).toThrow("can't evaluate"),
  );
});

test('a text without braces is itself', () => {
  expect(renderText('credential-dump', CONTEXT)).toBe('credential-dump');
});
