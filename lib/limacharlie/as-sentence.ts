/** HaloPSA's own words often come at the end, without a full stop. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?…]["'`)]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
