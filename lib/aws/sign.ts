import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Signature {
  /** As it is called in its host name. */
  service: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  at: Date;
}

/**
 * The headers of a POST with those that prove who sends it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export async function sign(
  { url, headers, body }: { url: URL; headers: Record<string, string>; body: string },
  { service, region, credentials, at }: Signature,
): Promise<Record<string, string>> {
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256, applyChecksum: false });
  const request = {
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host, ...headers },
    body,
  };
  return (await signer.sign(request, { signingDate: at })).headers;
}
