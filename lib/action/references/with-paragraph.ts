import type { HaloFields } from '../../halopsa/api.ts';

/** The fields with a text at the end of the body; of both bodies where there are two, since HaloPSA shows and searches just one. */
export function withParagraph(fields: HaloFields, text: string): HaloFields {
  const { details, details_html: html } = fields;
  const hasHtml = typeof html === 'string';
  const hasText = typeof details === 'string' && details !== '';
  return {
    ...fields,
    ...(hasHtml && { details_html: `${html}<p>${text}</p>` }),
    ...((hasText || !hasHtml) && { details: hasText ? `${details}\n\n${text}` : text }),
  };
}

/** The fields with the number of the ticket before; 0: there is none. */
export const withPrevious = (fields: HaloFields, previousId: number): HaloFields =>
  previousId === 0 ? fields : withParagraph(fields, `Previous ticket for the same problem: #${previousId}`);
