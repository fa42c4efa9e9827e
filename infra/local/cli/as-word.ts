/** A path as one word of a command to paste: that of a stack's state begins with the clone's, which may have spaces. */
export const asWord = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);
