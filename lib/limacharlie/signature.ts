import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header with the signature, lower-case as API Gateway hands it on. */
export const SIGNATURE_HEADER = 'lc-ext-sig';

const LOWER_CASE_HEX = /^[0-9a-f]{64}$/;

export const sign = (body: Uint8Array, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('hex');

/** Whether `signature` is the HMAC-SHA256 of the uncompressed body under one of the secrets; compared in constant time. */
export function isSigned(body: Uint8Array, signature: string, secrets: readonly string[]): boolean {
  if (!LOWER_CASE_HEX.test(signature)) return false;
  const claimed = Buffer.from(signature, 'hex');
  return secrets.some((secret) => timingSafeEqual(claimed, Buffer.from(sign(body, secret), 'hex')));
}
