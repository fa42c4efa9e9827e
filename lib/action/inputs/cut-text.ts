/** Kept back for the line that says what was cut. */
export const CUT_LINE_BYTES = 200;

/** How much of a text is shown, in bytes, and how much there was. */
export interface Cut {
  shown: number;
  whole: number;
}

export interface CutStyle {
  maxBytes: number;
  /** What is said in place of the rest. */
  lineAfter: (cut: Cut) => string;
  /** Leaves off what the cut went through. */
  tidy?: (head: string) => string;
}

/**
 * A text within so many bytes of UTF-8. A longer one is cut between two characters, and the same way each time, since what was written is
 * compared when a message comes again.
 */
export function cutText(text: string, { maxBytes, lineAfter, tidy = (head) => head }: CutStyle): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  const kept = bytes.subarray(0, maxBytes - CUT_LINE_BYTES);
  // In a stream, the beginning of a character whose rest is yet to come is kept back.
  const head = tidy(new TextDecoder('utf-8', { ignoreBOM: true }).decode(kept, { stream: true }));
  return `${head}\n${lineAfter({ shown: Buffer.byteLength(head), whole: bytes.length })}`;
}

export const howMuch = ({ shown, whole }: Cut): string => `${shown} of ${whole} bytes are shown`;
