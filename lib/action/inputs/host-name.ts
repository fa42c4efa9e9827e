/** A dot at the end says that the name is whole, and is none of its letters (RFC 1034, section 3.1). */
export const hostName = (given: string): string => given.trim().replace(/(?<=.)\.$/, '');
