/** What is logged of a failure that nobody foresaw. */
export const unexpected = (thrown: unknown, requestId: string) => ({
  request_id: requestId,
  code: 'internal',
  reason: thrown instanceof Error ? thrown.stack : String(thrown),
});
