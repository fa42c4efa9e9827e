import { LOCAL_ACCOUNT_ID } from '../template/cloudformation.ts';

/**
 * What the IAM authorizer adds to `requestContext` for a request that is signed with AWS Signature Version 4. Locally no signature is
 * asked for or verified, since there is no account to verify it against: an unsigned request gets nothing, a signed one its own
 * access key back.
 */
export function signerOf(authorization: string | undefined): { authorizer?: { iam: Record<string, string | null> } } {
  const [, accessKey] = /^AWS4-HMAC-SHA256 .*Credential=([^/,\s]+)\//.exec(authorization ?? '') ?? [];
  if (!accessKey) return {};
  return {
    authorizer: {
      iam: {
        accessKey,
        accountId: LOCAL_ACCOUNT_ID,
        callerId: accessKey,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: `arn:aws:iam::${LOCAL_ACCOUNT_ID}:user/local`,
        userId: accessKey,
      },
    },
  };
}
