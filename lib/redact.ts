const REDACTED = '[redacted]';

/**
 * Shapes of credentials that can turn up in foreign text: a JWT, an Authorization value, a `name=value` or
 * `"name": "value"` of a known credential field. Each is linear on any text: what an attempt has scanned either is replaced or
 * was bounded, so nothing is scanned again from the next position. A JWT needs no dot for that reason, and so that one which was
 * cut short goes too.
 */
const PATTERNS: readonly [RegExp, string][] = [
  [/eyJ[\w.-]{10,}/g, REDACTED],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{4,}/gi, `$1 ${REDACTED}`],
  [
    /(client_secret|previous_shared_secret|shared_secret|access_token|refresh_token|id_token|jwt|password|lc-ext-sig)([\\"']{0,4}\s{0,4}[:=]\s{0,4}[\\"']{0,4})[^\s"'&,;}]{1,4096}/gi,
    `$1$2${REDACTED}`,
  ],
];

/**
 * Replaces everything in `text` that is, or looks like, a credential. `secrets` are values known to be secret here (the
 * token in use, the client secret), which no pattern can recognise; shorter than 6 characters they are too common to replace.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= 6) clean = clean.replaceAll(secret, REDACTED);
  for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
  return clean;
}
