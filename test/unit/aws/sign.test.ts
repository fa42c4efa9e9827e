import { describe, expect, test } from '@jest/globals';
import { AwsV4Signer } from 'aws4fetch';
import { sign } from '../../../lib/aws/sign.ts';

const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'a/secret+of=AWS' };
const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' };
const at = new Date('2026-11-27T04:05:06.789Z');

/** Amazon's own signer makes the signature; another one, by other hands, has to come to the same. */
async function signedElsewhere(url: URL, body: string, sessionToken?: string): Promise<string | null> {
  const signer = new AwsV4Signer({
    ...credentials,
    ...(sessionToken !== undefined && { sessionToken }),
    service: 'dynamodb',
    region: 'eu-central-1',
    url: url.href,
    method: 'POST',
    headers,
    body,
    datetime: '20261127T040506Z',
    allHeaders: true,
  });
  return (await signer.sign()).headers.get('authorization');
}

describe('the signature is the one that another signer makes', () => {
  test.each([
    ['of AWS', 'https://dynamodb.eu-central-1.amazonaws.com/', '{}', undefined],
    ["of a role's session", 'https://dynamodb.eu-central-1.amazonaws.com/', '{}', 'FwoGZXIvYXdzE=='],
    ['of an address with a port', 'http://127.0.0.1:8000/', '{}', undefined],
    ['of an address with a path', 'http://127.0.0.1:8000/one/two', '{}', undefined],
    ['of a long text beyond ASCII', 'https://dynamodb.eu-central-1.amazonaws.com/', 'ü€😀'.repeat(5_000), undefined],
  ])('%s', async (_, href, body, sessionToken) => {
    const url = new URL(href);
    const how = { service: 'dynamodb', region: 'eu-central-1', credentials: { ...credentials, sessionToken }, at };
    const signed = await sign({ url, headers, body }, how);
    expect(signed.authorization).toBe(await signedElsewhere(url, body, sessionToken));
    expect(signed).toMatchObject({ ...headers, host: url.host, 'x-amz-date': '20261127T040506Z' });
    expect(signed['x-amz-security-token']).toBe(sessionToken);
  });
});
