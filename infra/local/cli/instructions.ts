import type { LocalStack } from '../stack.ts';

/** Commands to paste into another terminal. */
export function instructions({ gatewayUrl, webhookUrl, halopsaUrl, oid, simulator }: LocalStack): string[] {
  return [
    'The extension is running. In another terminal:',
    '',
    '  # as LimaCharlie, signed and compressed',
    `  npm run send -- create_ticket '{"summary":"Suspicious PowerShell on WS-042","client_id":12}'`,
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
