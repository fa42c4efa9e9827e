import { orgConfigSchema } from '../action/config/org-config.ts';
import type { AnyAction } from '../action/define-action.ts';
import { dryRunOutput } from '../action/outputs.ts';
import { EVENTS } from './events.ts';
import { toResponseObject } from './response-elements.ts';
import { RESUME_REQUEST } from './resume/asked.ts';
import { RESUME_SCHEMA } from './resume/resume-schema.ts';
import { type SchemaObject, toSchemaObject } from './schema-elements.ts';

/** LimaCharlie's description of one request. */
export interface RequestSchema {
  is_default: boolean;
  label: string;
  is_user_facing: boolean;
  short_description: string;
  long_description: string;
  messages: { in_progress: string; success: string; error: string };
  is_impersonated: boolean;
  parameters: SchemaObject;
  response: SchemaObject;
}

/** The answer to a `schema_request`: LimaCharlie builds its web UI from it, and AI agents read it. All of it is derived. */
export function buildSchema(actions: readonly AnyAction[]) {
  return {
    views: [{ name: '', layout_type: 'config', default_requests: [] as string[] }],
    config_schema: toSchemaObject(orgConfigSchema),
    request_schema: Object.fromEntries<RequestSchema>([
      ...actions.map((action) => [action.name, toRequestSchema(action)] as const),
      [RESUME_REQUEST, RESUME_SCHEMA],
    ]),
    required_events: Object.keys(EVENTS),
  };
}

function toRequestSchema(action: AnyAction): RequestSchema {
  return {
    is_default: false,
    label: action.title,
    is_user_facing: true,
    short_description: action.summary,
    long_description: action.description,
    messages: {
      in_progress: action.messages.inProgress,
      success: action.messages.success,
      error: action.messages.error,
    },
    is_impersonated: false,
    parameters: toSchemaObject(action.input),
    // None of a response's fields is required, so that of a dry run stands beside that of a run.
    response: toResponseObject({ ...(!action.annotations.readOnly && dryRunOutput.entries), ...action.output.entries }),
  };
}
