/** A client of the AWS SDK's for an endpoint that takes any signature. */
export const sdkSettings = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
