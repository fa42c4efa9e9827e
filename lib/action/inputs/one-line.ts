/**
 * With what turns the direction of writing around it written out. "Bad\u202Efdp.exe" is shown as "Badexe.pdf", and who attacks a machine
 * chooses the names on it.
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export const showDirection = (text: string): string =>
  text.replace(/\p{Bidi_Control}/gu, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What comes from a machine under attack stays in its line, and reads in its order. */
export const oneLine = (text: string): string => showDirection(text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim());
