import type { LocalStack } from '../stack.ts';
import { asWord } from './as-word.ts';

/**
 * Commands to paste into another terminal.
 *
 * @param state where `npm run send` finds the stack, unless in the usual place
 */
export function instructions(
  { gatewayUrl, webhookUrl, halopsaUrl, oid, simulator }: Omit<LocalStack, 'close'>,
  state?: string,
): string[] {
  const stateOption = state === undefined ? '' : ` --state ${asWord(state)}`;
  return [
    'The extension is running. In another terminal:',
    '',
    '  # as LimaCharlie, signed and compressed',
    `  npm run send -- create_ticket '{"summary":"Suspicious PowerShell on WS-042"}'${stateOption}`,
    '',
    '  # as a script or an AI agent (deployed, these routes want requests signed for AWS IAM; here they are open)',
    `  curl -sS ${gatewayUrl}/actions/search_tickets -H 'content-type: application/json' -d '{"search":"PowerShell"}'`,
    '',
    `  webhook  ${webhookUrl}`,
    `  HaloPSA  ${halopsaUrl}${simulator ? ' (simulator)' : ''}`,
    `  org      ${oid}, the only one that has credentials here`,
    '',
    'Ctrl-C ends it.',
  ];
}
