import { createActionHandler } from '../../lib/runtime/action-handler.ts';
import action from './action.ts';
export const handler = createActionHandler(action);
