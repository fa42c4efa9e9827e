import { createWebhookHandler } from '../../lib/runtime/webhook-handler.ts';
import * as actions from '../registry.ts';
export const handler = createWebhookHandler(actions);
