import * as v from 'valibot';
import { FAULT_KINDS, type FaultRule } from './faults/fault.ts';
import type { Tenant } from './tenant.ts';
import { defaultToggles } from './toggles.ts';
import type { Reply } from './wire/reply.ts';

/** Below this path a request is for the simulator and never for HaloPSA. */
export const CONTROL_PATH = '/_simulator';

/** JSON has neither RegExp nor Infinity: `path_pattern` is a regular expression's source, `times: "always"` every time. */
const faultRules = v.pipe(
  v.union([v.array(v.record(v.string(), v.unknown())), v.record(v.string(), v.unknown())]),
  v.transform((posted) => (Array.isArray(posted) ? posted : [posted])),
  v.array(
    v.looseObject({
      kind: v.picklist(FAULT_KINDS),
      times: v.optional(
        v.pipe(
          v.union([v.number(), v.literal('always')]),
          v.transform((n) => (n === 'always' ? Infinity : n)),
        ),
      ),
      match: v.optional(
        v.pipe(
          v.object({
            method: v.optional(v.string()),
            path: v.optional(v.string()),
            path_pattern: v.optional(v.string()),
          }),
          v.transform(({ method, path, path_pattern }) => ({
            method,
            path: path_pattern === undefined ? path : new RegExp(path_pattern, 'i'),
          })),
        ),
      ),
    }),
  ),
);

const toggleChanges = v.strictObject(
  Object.fromEntries(Object.keys(defaultToggles).map((name) => [name, v.optional(v.unknown())])),
);

type Command = (tenant: Tenant, body: unknown) => unknown;

const COMMANDS: Record<string, Command> = {
  'GET state': ({ state }) => state,
  'GET calls': ({ calls }) => calls.all,
  'DELETE calls': ({ calls }) => calls.clear(),
  'GET toggles': ({ toggles }) => toggles,
  'POST toggles': ({ toggles }, body) => Object.assign(toggles, v.parse(toggleChanges, body)),
  'GET faults': ({ faults }) => faults.pending.map(faultView),
  'POST faults': ({ faults }, body) => faults.add(...(v.parse(faultRules, body) as FaultRule[])),
  'DELETE faults': ({ faults }) => faults.clear(),
  'POST revoke': (tenant) => tenant.revokeTokens(),
  'POST reset': (tenant) => tenant.reset(),
};

/** The control surface: `GET state|calls|toggles|faults`, `POST toggles|faults|revoke|reset`, `DELETE calls|faults`; JSON. */
export function control(tenant: Tenant, method: string, path: string, body: string): Reply {
  const command = COMMANDS[`${method} ${path.slice(CONTROL_PATH.length + 1)}`];
  if (!command) return { status: 404, json: { commands: Object.keys(COMMANDS) } };
  try {
    return { status: 200, json: command(tenant, body ? JSON.parse(body) : {}) ?? {} };
  } catch (error) {
    return { status: 400, json: { error: String(error) } };
  }
}

/** A rule as JSON can carry it. */
function faultView({ match, times, ...rule }: FaultRule) {
  return { ...rule, times: times === Infinity ? 'always' : times, match: { ...match, path: match?.path?.toString() } };
}
