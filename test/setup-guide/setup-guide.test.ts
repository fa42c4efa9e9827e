import { describe, expect, test } from '@jest/globals';
import { parseDoctorOptions } from '../../infra/doctor/options.ts';
import { SIMULATOR_CREDENTIALS } from '../../infra/local/halopsa-simulator/index.ts';
import { anchors, codeBlocks, readMarkdownFiles } from '../support/markdown.ts';
import { fillGuide } from './fill-guide.ts';
import { SET_UPS } from './set-ups.ts';

const files = await readMarkdownFiles();
const guide = files.find(({ path }) => path === 'docs/guides/setup-halopsa.md')?.text ?? '';
const outputs = codeBlocks(guide).filter(({ info }) => info.startsWith('text doctor '));

/** Sections by their headings' anchors, each as one line. */
const sections = new Map(
  guide.split(/^(?=#+ )/m).map((section) => [anchors(section)[0], section.replaceAll(/\s+/g, ' ')] as const),
);

const symptoms = [...guide.matchAll(/^\| (.+) \| \[.+\]\(#(.+)\) \|$/gm)].map(([, says = '', anchor = '']) => ({
  says,
  anchor,
}));

describe('the outputs in the guide', () => {
  test('are those of today; `npm run setup-guide` writes them', async () => {
    expect(await fillGuide(guide)).toBe(guide);
  }, 60_000);

  test('are there for every set-up', () => {
    expect(outputs.map(({ info }) => info.replace('text doctor ', '')).sort()).toEqual(Object.keys(SET_UPS).sort());
  });

  test.each(outputs.filter(({ info }) => info !== 'text doctor good'))('$info says what no other does', ({ text }) => {
    expect(outputs.filter((other) => other.text === text)).toHaveLength(1);
    expect(text).toMatch(/\n[✓!✗] /u);
  });

  test('carry no secret and no token', () => {
    expect(guide).not.toContain(SIMULATOR_CREDENTIALS.client_secret);
    expect(guide).not.toMatch(/eyJ|a-replaced-secret/);
  });

  test('a name that no set-up has is refused', async () => {
    await expect(fillGuide('```text doctor wrong-sercet\n```')).rejects.toThrow('No set-up is called wrong-sercet');
  });
});

describe('the table of symptoms', () => {
  test.each(symptoms)('$says is said in the section that it leads to', ({ says, anchor }) => {
    const parts = says.split(' … ').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    expect(sections.get(anchor)).toMatch(new RegExp(parts.join('.{1,40}')));
  });

  test('leads to every section about something that is wrong', () => {
    const wrong = guide.split('\n## When something is wrong\n')[1] ?? '';
    expect(symptoms.map(({ anchor }) => anchor)).toEqual(anchors(wrong));
  });
});

describe('the commands for the doctor in the documents', () => {
  const commands = files.flatMap(({ path, text }) =>
    [...text.matchAll(/^npm run doctor -- (.+)$/gm)].map(([, args = '']) => ({ path, args })),
  );

  test('are found', () => expect(commands.length).toBeGreaterThan(3));

  test.each(commands)('$path: $args', ({ args }) => {
    expect(() => parseDoctorOptions(args.split(' '))).not.toThrow();
  });
});
