const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  '#34': '"',
  '#39': "'",
  '#x27': "'",
  apos: "'",
  nbsp: ' ',
  amp: '&',
};

/** What is left of a text that was escaped, or stripped of tags, emoji and line breaks, before it was stored. */
export const plainText = (text: string): string =>
  text
    .replace(/&(#?\w{2,4});/g, (entity, name) => ENTITIES[name] ?? entity)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\p{Extended_Pictographic}|\uFE0F|\u200D/gu, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();

/** Where a tag ends a word in one rendering, it may not in another. */
export const lettersOf = (text: string): string => plainText(text).replaceAll(' ', '');
