import { once } from 'node:events';
import { demonstrate } from './cli/demonstration.ts';
import { instructions } from './cli/instructions.ts';
import { runCli } from './cli/run-cli.ts';
import { parseStartOptions, START_HELP } from './cli/start-options.ts';
import { createStopSignal } from './cli/stop-signal.ts';
import { type LocalStack, startLocalStack } from './stack.ts';
import { besideTheOther, removeStackState, writeStackState } from './stack-state.ts';

/** `npm start`: serves the extension on this machine until Ctrl-C. `--help` lists the options. */
async function main(): Promise<number> {
  const { port, json, help, state: namedState, halopsa } = parseStartOptions(process.argv.slice(2), process.env);
  if (help) {
    console.log(START_HELP);
    return 0;
  }
  if (halopsa && !(halopsa.secret.client_id && halopsa.secret.client_secret))
    console.error('HALOPSA_CLIENT_ID and HALOPSA_CLIENT_SECRET are not set: HaloPSA will refuse every call.');
  const stop = createStopSignal();
  const say = json ? console.error : console.log;
  try {
    const stack = await startLocalStack({
      port,
      halopsaUrl: halopsa?.url,
      haloSecret: halopsa?.secret,
      onLog: (_, line) => console.error(line),
      onProgress: (what) => say(`${what} …`),
      signal: stop,
    });
    const state = namedState ?? (await besideTheOther(stack.gatewayUrl));
    try {
      await serve(stack, { json, state, stop });
    } finally {
      await removeStackState(process.pid, state);
      await stack.close();
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  }
  return 0;
}

interface ServeOptions {
  json: boolean;
  state?: string;
  stop: AbortSignal;
}

async function serve(stack: LocalStack, { json, state, stop }: ServeOptions): Promise<void> {
  const { gatewayUrl: gateway, webhookUrl: webhook, halopsaUrl: halopsa, secretsManagerUrl: secretsManager } = stack;
  const { oid, sharedSecret, secretPrefix } = stack;
  const urls = { gateway, webhook, halopsa, secretsManager };
  await writeStackState({ pid: process.pid, ...urls, secretPrefix, oid, sharedSecret }, state);
  if (json) {
    console.log(JSON.stringify({ ready: true, ...urls, oid, sharedSecret }));
  } else {
    const demonstration = await demonstrate(stack);
    const noDemonstration = [`No demonstration: it would write a ticket into ${halopsa}.`];
    for (const line of ['', ...(demonstration ?? noDemonstration), '', ...instructions(stack, state)])
      console.log(line);
  }
  if (!stop.aborted) await once(stop, 'abort');
}

await runCli(main);
