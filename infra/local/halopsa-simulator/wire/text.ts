/** HaloPSA's HTML rendering of plain text. */
export function textToHtml(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  return `<p>${escaped.replace(/\r?\n/g, '<br>')}</p>`;
}

/** Plain text of an HTML body, good enough for search and lists. */
export function htmlToText(html: string): string {
  const text = html.replace(/<br\s*\/?>|<\/p>\s*<p>/gi, '\n').replace(/<[^>]*>/g, '');
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

/** ISO 8601 as HaloPSA writes it: UTC, milliseconds, no zone. */
export function haloDate(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 23);
}

/** "Like" match: substring in any case. */
export function contains(value: string | undefined, search: string): boolean {
  return value?.toLowerCase().includes(search.toLowerCase()) ?? false;
}
