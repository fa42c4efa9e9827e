import type { AnyAction } from '../action/define-action.ts';
import { orgConfigSchema } from '../action/org-config.ts';
import { dryRunOutput } from '../action/shared-outputs.ts';
import { EVENTS } from './events.ts';
import { toResponseObject } from './response-elements.ts';
import { toSchemaObject } from './schema-elements.ts';

/** The answer to a `schema_request`: LimaCharlie builds its web UI from it, and AI agents read it. All of it is derived. */
export function buildSchema(actions: readonly AnyAction[]) {
  return {
    views: [{ name: '', layout_type: 'config', default_requests: [] as string[] }],
    config_schema: toSchemaObject(orgConfigSchema),
    request_schema: Object.fromEntries(actions.map((action) => [action.name, toRequestSchema(action)])),
    required_events: Object.keys(EVENTS),
  };
}

function toRequestSchema(action: AnyAction) {
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
