import type { AnyAction } from '../action/define-action.ts';
import { buildSchema } from '../limacharlie/schema.ts';
import { actionsPage } from './actions-page.ts';
import { buildOpenApi } from './openapi.ts';

/** Every generated document: its file name and its text. The same actions give the same bytes. */
export const buildDocuments = (actions: readonly AnyAction[], version: string): Readonly<Record<string, string>> => ({
  'actions.md': actionsPage(actions),
  'limacharlie-schema.json': toJson(buildSchema(actions)),
  'openapi.json': toJson(buildOpenApi(actions, version)),
});

const toJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
