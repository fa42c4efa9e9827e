/** A name as it is compared: in any case, with blanks around it or none, and an accent of one character or of two. */
export const foldName = (name: unknown): string =>
  String(name ?? '')
    .normalize('NFC')
    .trim()
    .toLowerCase();
