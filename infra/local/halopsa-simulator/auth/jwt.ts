/** A JWT with a signature that signs nothing: clients must treat access tokens as opaque and read only an id token's claims. */
export function unsignedJwt(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.c2ltdWxhdGVk`;
}
