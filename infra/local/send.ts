import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../operator-error.ts';
import { runCli } from './cli/run-cli.ts';
import { parseSendOptions, SEND_HELP, type SendOptions } from './cli/send-options.ts';
import { callbackIn, type Delivery, deliver, requestEnvelope } from './limacharlie-sender.ts';
import { readStackState, type StackState } from './stack-state.ts';

type Message = Pick<SendOptions, 'action' | 'data' | 'config' | 'key'>;

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
    const { status } = await (options.direct ? call(stack, options) : handOver(stack, options));
    hasFailed ||= status >= 300;
  }
  return hasFailed ? 1 : 0;
}

/** As LimaCharlie does, which calls back where it is asked to, under a key of its own. Returns the last answer. */
async function handOver(
  stack: StackState,
  { action, data, config, key = randomUUID() }: Message,
  level = 1,
): Promise<Delivery> {
  const { webhook, oid, sharedSecret } = stack;
  const envelope = requestEnvelope({ oid, action, data, config, idempotencyKey: key });
  const answer = shown(await deliver(webhook, envelope, sharedSecret));
  const callback = callbackIn(answer.text);
  if (callback === undefined) return answer;
  const { action: next, state, in_delay_sec: seconds } = callback;
  console.log(`LimaCharlie calls back in ${seconds} seconds.`);
  await sleep(seconds * 1000);
  return handOver(stack, { action: next, data: state, config, key: `${key}:${level}` }, level + 1);
}

async function call({ gateway, oid }: StackState, { action, data, key }: Message): Promise<Delivery> {
  const sentAtMs = performance.now();
  const response = await fetch(`${gateway}/actions/${encodeURIComponent(action)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-limacharlie-oid': oid, 'idempotency-key': key ?? randomUUID() },
    body: JSON.stringify(data),
  });
  const text = await response.text();
  return shown({ status: response.status, text, durationMs: performance.now() - sentAtMs });
}

function shown(answer: Delivery): Delivery {
  console.log(`${answer.status} after ${answer.durationMs.toFixed(0)} ms\n${readable(answer.text)}`);
  return answer;
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

await runCli(main);
