import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  method: string;
  /** Path and query as sent. */
  target: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
}

export interface SigningKey {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  service: string;
}

const FORM =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/**
 * What is wrong with a request's AWS Signature Version 4; undefined where nothing is. Written from the specification alone and not with a
 * signer's code, so that the two check each other. Paths are taken as they are, since ours have nothing to encode; neither is age judged.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureFault(request: SignedRequest, key: SigningKey): string | undefined {
  const [, accessKeyId, day = '', region, service, names = '', claimed] =
    FORM.exec(request.headers.authorization ?? '') ?? [];
  if (claimed === undefined) return 'it is not signed';
  if (accessKeyId !== key.accessKeyId) return 'the access key is not known';
  if (region !== key.region || service !== key.service) return `it is signed for ${region} and ${service}`;
  const signed = names.split(';');
  const mustBeSigned = Object.keys(request.headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  const unsigned = mustBeSigned.filter((name) => !signed.includes(name));
  if (unsigned.length > 0) return `the headers ${unsigned} are not signed`;
  const absent = signed.filter((name) => request.headers[name] === undefined);
  if (absent.length > 0) return `the headers ${absent} are signed but not there`;
  const time = request.headers['x-amz-date'] ?? '';
  if (!time.startsWith(day)) return 'the date is not that of the credential scope';
  return signatureOf(request, signed, time, key) === claimed ? undefined : 'the signature does not match';
}

function signatureOf(
  { method, target, headers, body }: SignedRequest,
  signed: string[],
  time: string,
  key: SigningKey,
) {
  const [path = '', query = ''] = target.split('?');
  const lines = signed.map((name) => `${name}:${headers[name]?.trim().replaceAll(/ +/g, ' ')}\n`).join('');
  const parameters = query.split('&').toSorted().join('&');
  const canonical = [method, path, parameters, lines, signed.join(';'), sha256(body)].join('\n');
  const day = time.slice(0, 8);
  const scope = `${day}/${key.region}/${key.service}/aws4_request`;
  const signingKey = [day, key.region, key.service, 'aws4_request'].reduce<Buffer>(
    (secret, part) => hmac(secret, part),
    Buffer.from(`AWS4${key.secretAccessKey}`),
  );
  return hmac(signingKey, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer, data: string) => createHmac('sha256', key).update(data).digest();
