import { createHmac } from 'node:crypto';
import { SHARED_SECRET } from './extension.ts';

/** Exactly this text, plain and signed: for messages that are no JSON, which the sender of the local stack can't write. */
export const signed = (text: string) => ({
  body: text,
  headers: { 'lc-ext-sig': createHmac('sha256', SHARED_SECRET).update(text).digest('hex') },
});
