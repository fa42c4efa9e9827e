import { OperatorError } from '../operator-error.ts';

const LOG_ON = 'log on (`aws sso login`) or set AWS_PROFILE';

/**
 * What to do, by the name that Secrets Manager or the SDK gives an error, or by Node's code of it.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html
 */
const SENTENCES: Record<string, (operation: string, name: string) => string> = {
  CredentialsProviderError: () => `No AWS credentials were found: ${LOG_ON}. With --local it is the local stack's.`,
  ExpiredTokenException: () => `The AWS credentials have expired: ${LOG_ON}.`,
  UnrecognizedClientException: () => `AWS does not know these credentials: ${LOG_ON}.`,
  InvalidSignatureException: () => `AWS refuses these credentials: ${LOG_ON}, and check this machine's clock.`,
  AccessDeniedException: (operation, name) =>
    `AWS does not allow these credentials \`secretsmanager:${operation}\` on \`${name}\`; use ones that may.`,
  InvalidRequestException: (_, name) =>
    `AWS refuses because of the state of \`${name}\`; a secret that is marked for deletion has to be restored first.`,
  DecryptionFailure: (_, name) => `AWS can't decrypt \`${name}\`; these credentials need the right to use its KMS key.`,
  ResourceExistsException: (_, name) => `The secret \`${name}\` has been made meanwhile; set it again.`,
};

const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'TimeoutError']);

/** One sentence for what Secrets Manager or its SDK threw. Its own message is left out: it may repeat what was sent. */
export function toOperatorError(thrown: unknown, operation: string, name: string): OperatorError {
  const { name: kind, code, message } = thrown as NodeJS.ErrnoException;
  if (message === 'Region is missing') return new OperatorError('Say in which AWS region: set AWS_REGION.', 2);
  if (UNREACHABLE.has(code ?? '') || UNREACHABLE.has(kind))
    return new OperatorError('Secrets Manager can not be reached; check the network, AWS_REGION and any endpoint.', 2);
  const sentence = SENTENCES[kind]?.(operation, name);
  return new OperatorError(sentence ?? `Secrets Manager failed at ${operation} of \`${name}\`: ${kind}.`, 2);
}
