import * as registry from '../../../functions/registry.ts';
import type { AnyAction } from '../../../lib/action/define-action.ts';
import { type ActionResult, runAction } from '../../../lib/action/run/run-action.ts';
import type { Dependencies } from '../../../lib/runtime/dependencies.ts';
import { newDelivery } from '../connect.ts';

export type ActionName = keyof typeof registry;

/** Runs an action as its functions do. @throws ExtensionError */
export type Act = (name: ActionName, input: Record<string, unknown>) => Promise<ActionResult>;

const actions: Readonly<Record<ActionName, AnyAction>> = { ...registry };

export const createAct =
  (deps: Dependencies): Act =>
  (name, input) =>
    runAction(actions[name], input, newDelivery(deps), deps);
