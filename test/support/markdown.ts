import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const NOT_OURS = new Set(['node_modules', 'dist', 'cdk.out', 'coverage']);

export interface MarkdownFile {
  /** From the project's root. */
  path: string;
  text: string;
}

export interface CodeBlock {
  /** After the opening backticks: the language, then what the example is. */
  info: string;
  text: string;
}

/** Every Markdown file of the project. */
export async function readMarkdownFiles(directory = ROOT): Promise<MarkdownFile[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const found = entries.map(async (entry): Promise<MarkdownFile[]> => {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && !NOT_OURS.has(entry.name) && !entry.name.startsWith('.')) return readMarkdownFiles(path);
    if (!entry.isFile() || !entry.name.endsWith('.md')) return [];
    return [{ path: relative(ROOT, path), text: await readFile(path, 'utf8') }];
  });
  return (await Promise.all(found)).flat();
}

/** Those of list items, too, without their indentation. */
export const codeBlocks = (text: string): CodeBlock[] =>
  [...text.matchAll(/^( *)```(.*)\n([\s\S]*?)\n\1```$/gm)].map(([, indent = '', info = '', body = '']) => ({
    info,
    text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));

/** Where the links to other files and headings lead, from the project's root: a path and perhaps a heading's anchor. */
export function relativeLinks({ path, text }: MarkdownFile): { path: string; anchor?: string }[] {
  const prose = text.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = '', anchor] = target.split('#');
      return { path: file === '' ? path : join(dirname(path), file), anchor };
    });
}

/** The anchors that GitHub gives to a page's headings. */
export const anchors = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
