/** Foreign text can carry control characters, with which it could move a terminal's cursor, hide a line or turn one around. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
