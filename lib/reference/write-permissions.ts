import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { permissionsTable } from './permissions-table.ts';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What the table stands between in docs/security.md. */
const PLACE = /(<!-- permissions: .*? -->\n\n)[\s\S]*?(\n\n<!-- end of permissions -->)/;

/** `npm run permissions`: puts the table of the template that was just synthesised into docs/security.md. */
const template = JSON.parse(await readFile(file('cdk.out/halopsa-limacharlie-dev.template.json'), 'utf8'));
const page = await readFile(file('docs/security.md'), 'utf8');
if (!PLACE.test(page)) throw new Error('docs/security.md has no place for the table of permissions.');
const table = permissionsTable(template);
await writeFile(
  file('docs/security.md'),
  page.replace(PLACE, (_, before: string, after: string) => `${before}${table}${after}`),
);
