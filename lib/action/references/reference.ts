import type { HaloFields } from '../../halopsa/api.ts';
import { withParagraph } from './with-paragraph.ts';

const LABEL = 'Reference: ';

/** A whole one, of whichever message. */
export const ANY_REFERENCE = new RegExp(`${LABEL}\\S+ \\(`);

/** The line by which a redelivery finds the ticket that an earlier delivery made, worded for whoever reads the ticket. */
export const referenceLine = (reference: string): string =>
  `${LABEL}${reference} (identifies the LimaCharlie message behind this ticket; please keep this line)`;

export const withReference = (fields: HaloFields, reference: string | undefined): HaloFields =>
  reference === undefined ? fields : withParagraph(fields, referenceLine(reference));
