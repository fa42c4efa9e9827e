const TEXTUAL = /^(text\/.*|application\/(json|xml|javascript))$/;

/**
 * Whether API Gateway hands a request's body to the function in base64: whenever it is compressed, and for every content
 * type but these few. AWS documents no list; this one was measured on a live HTTP API, where a missing content type and
 * forms are binary too.
 *
 * @see https://github.com/ministackorg/ministack/pull/766
 */
export function isBinaryBody(headers: Record<string, string | undefined>): boolean {
  if (headers['content-encoding'] !== undefined) return true;
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
  return !TEXTUAL.test(mediaType.trim().toLowerCase());
}
