import type { ActionExample, AnyAction } from '../action/define-action.ts';
import { dryRunOutput } from '../action/outputs.ts';
import { actionTable } from './action-table.ts';
import { failuresTable } from './failures-table.ts';
import { type FieldRow, inputRows } from './field-rows.ts';
import { toTable } from './markdown-table.ts';
import { metaTable, resultTable } from './result-tables.ts';

const INTRODUCTION = `# Actions

<!-- Written by \`npm run reference\` from functions/*/action.ts. Changes by hand are overwritten. -->

Every action can be asked for by a LimaCharlie \`request\` and by \`POST /actions/<name>\`; both run the same code.
A record in a result has its \`details\` and \`note\` once: HTML that says the same is left out.`;

const INPUT_RULES = `## What every input accepts

A detection rule renders its templates to strings, so inputs are read generously.

- An integer may come as \`12\`, \`12.0\` or \`"12"\`; a number of hours as \`0.25\` or \`"0.25"\`.
- A boolean may come as \`true\`, \`"true"\`, \`"yes"\`, \`1\` or \`"1"\`, and likewise for false, in any case.
- A text may come as an object or a list; it is then shown as indented JSON.
- A list of integers may come as a list, as one integer, as \`"1,2"\`, or as a JSON list in a string.
- An object, or a list of objects, may come as JSON in a string.
- \`null\`, a blank string and \`<no value>\` count as left out. So does a \`dedup_key\`, \`hostname\` or \`sid\` that has \`<no value>\` in it. Another text keeps it. Where one was in a text, a warning says so.
- An unknown input is ignored; \`_meta.warnings\` names it and the input that was probably meant. Another spelling of \`dry_run\` is an error.
- A wrong value is an error. It names every wrong input, what was expected and what came; nothing is sent to HaloPSA.

An input whose default is "of the configuration" is filled in from the organization's extension configuration, which comes with what
LimaCharlie sends, else from \`defaults\` in the organization's secret. \`_meta.defaults\` then says so.

A record that can be given by name is looked up by its whole name, in any case. A name that none or several records carry is an error
that lists the nearest, or all with their ids. \`_meta.resolved\` says which record was taken.`;

const META_INTRODUCTION = `## _meta

How a result came about. It is there when there is something to say, and so is each of its members.`;

const DRY_RUN_INTRODUCTION = `## Dry run

Every action that writes takes \`dry_run\`. It then reads the input, fills in defaults, looks up and checks as always, and returns what it
would send in place of sending it.`;

const FAILURES_INTRODUCTION = `## Failures

A direct caller gets \`application/problem+json\` (RFC 9457). LimaCharlie gets \`error\`, one sentence with the action, the code, the
cause and what to do. What is retriable LimaCharlie delivers again under the same idempotency key; on the rest it gives up.`;

/** The page about all actions. */
export function actionsPage(actions: readonly AnyAction[]): string {
  const dryRun = `${DRY_RUN_INTRODUCTION}\n\n${resultTable(dryRunOutput)}`;
  const failures = `${FAILURES_INTRODUCTION}\n\n${failuresTable()}`;
  const meta = `${META_INTRODUCTION}\n\n${metaTable()}`;
  const sections = [actionTable(actions, ''), INPUT_RULES, ...actions.map(actionSection), meta, dryRun, failures];
  return [INTRODUCTION, ...sections, ''].join('\n\n');
}

function actionSection(action: AnyAction): string {
  return [
    `## ${action.name}`,
    `**${action.title}.** ${action.description}`,
    effectOf(action),
    '### Input',
    inputTable(action),
    '### Examples',
    ...action.examples.map(exampleBlock),
    '### Result',
    resultTable(action.output),
    `Records carry whatever else HaloPSA sends, too.${action.annotations.readOnly ? '' : ' With `dry_run`, the result is [another](#dry-run).'}`,
  ].join('\n\n');
}

function effectOf({ annotations: { readOnly, idempotent } }: AnyAction): string {
  if (readOnly) return 'Read only: it writes nothing to HaloPSA.';
  if (idempotent) return 'Writes to HaloPSA. Idempotent: doing it twice leaves HaloPSA as doing it once does.';
  return 'Writes to HaloPSA. Not idempotent: doing it twice writes twice.';
}

function inputTable(action: AnyAction): string {
  const rows = inputRows(action);
  if (rows.length === 0) return 'None.';
  return toTable(['field', 'type', 'required', 'default', 'description'], rows.map(inputCells));
}

const inputCells = ({ name, type, isRequired, standIn, description }: FieldRow) => [
  `\`${name}\``,
  type,
  isRequired ? 'yes' : 'no',
  standIn,
  description,
];

const exampleBlock = ({ title, input }: ActionExample) =>
  `${title}:\n\n\`\`\`json\n${JSON.stringify(input, null, 2)}\n\`\`\``;
