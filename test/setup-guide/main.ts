/** `npm run setup-guide`: writes into the guide what the doctor says today. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../support/markdown.ts';
import { fillGuide } from './fill-guide.ts';

const path = join(ROOT, 'docs/guides/setup-halopsa.md');
await writeFile(path, await fillGuide(await readFile(path, 'utf8')));
