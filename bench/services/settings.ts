/** The one stage that the benchmark plays. */
export const OID = '11111111-2222-4333-8444-555555555555';
export const SHARED_SECRET = 'a-shared-secret-of-thirty-two-chars!';
export const SECRET_PREFIX = 'bench';
/** Of the key that encrypts shared tokens, where a row has them shared. */
export const TOKEN_KEY_ARN = 'arn:aws:kms:us-east-1:000000000000:key/TokenKey';
