const REDACTED = '[redacted]';
const MIN_SECRET_CHARS = 6;
const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

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
    /(client_secret|shared_secret|access_token|refresh_token|id_token|jwt|password|lc-ext-sig)([\\"']{0,4}\s{0,4}[:=]\s{0,4}[\\"']{0,4})(?:\\.|[^\s"'&,;}\\]){1,4096}/gi,
    `$1$2${REDACTED}`,
  ],
];

/** A secret as foreign text may repeat it: as it is, in a URL or a form, in JSON, in HTML. None of one too short to be told from words. */
export function spellingsOf(secret: string): string[] {
  if (secret.length < MIN_SECRET_CHARS) return [];
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const inForm = new URLSearchParams({ s: secret }).toString().slice(2);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inHtml = secret.replace(/[&<>"']/g, (char) => HTML[char] as string);
  return [...new Set([secret, inUrl, inForm, inJson, inHtml])];
}

/**
 * Replaces everything in `text` that is, or looks like, a credential. `secrets` are values known to be secret here (the
 * token in use, the client secret), which no pattern can recognise; shorter than 6 characters they are too common to replace.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets.flatMap(spellingsOf)) clean = clean.replaceAll(secret, REDACTED);
  for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
  return clean;
}
