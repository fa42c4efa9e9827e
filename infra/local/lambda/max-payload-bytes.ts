/**
 * What Lambda takes as the event of a synchronous invocation, and as its reply: 6 MB and a little for the envelope. An API
 * Gateway body of between this and 10 MB (less in base64) passes the gateway and fails here.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024 + 100;
