const MAX_NAME_CHARS = 64;
const MAX_ASKED_CHARS = 100;

/** A foreign name as far as anything is to be made of it: it may be one of a megabyte. */
export const cutName = (name: string): string => name.slice(0, MAX_NAME_CHARS);

/** A foreign name in a sentence. */
export const inCode = (name: string): string => `\`${cutName(name)}\``;

/** The name of an action or an event that somebody asked for, as it is repeated. */
export const shortAsked = (name: string): string => name.slice(0, MAX_ASKED_CHARS);
