import { randomUUID } from 'node:crypto';
import { OperatorError } from '../operator-error.ts';
import { runCli } from './cli/run-cli.ts';
import { parseSendOptions, SEND_HELP, type SendOptions } from './cli/send-options.ts';
import { type Delivery, deliver, requestEnvelope } from './limacharlie-sender.ts';
import { readStackState, type StackState } from './stack-state.ts';

/** `npm run send`: an action for the running stack. Fails unless every answer is a success. */
async function main(): Promise<number> {
  const options = parseSendOptions(process.argv.slice(2));
  if (options.help) {
    console.log(SEND_HELP);
    return 0;
  }
  const stack = await readStackState(options.state);
  if (!stack) throw new OperatorError('No stack is running; start one with `npm start`.');
  let hasFailed = false;
  for (let count = 0; count < options.times; count += 1) {
    const { status, text, durationMs } = await (options.direct ? call : signedDelivery)(stack, options);
    console.log(`${status} after ${durationMs.toFixed(0)} ms\n${readable(text)}`);
    hasFailed ||= status >= 300;
  }
  return hasFailed ? 1 : 0;
}

function signedDelivery(
  { webhook, oid, sharedSecret }: StackState,
  { action, data, key }: SendOptions,
): Promise<Delivery> {
  return deliver(webhook, requestEnvelope({ oid, action, data, idempotencyKey: key }), sharedSecret);
}

async function call({ gateway, oid }: StackState, { action, data, key }: SendOptions): Promise<Delivery> {
  const sentAtMs = performance.now();
  const response = await fetch(`${gateway}/actions/${encodeURIComponent(action)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-limacharlie-oid': oid, 'idempotency-key': key ?? randomUUID() },
    body: JSON.stringify(data),
  });
  return { status: response.status, text: await response.text(), durationMs: performance.now() - sentAtMs };
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

await runCli(main);
