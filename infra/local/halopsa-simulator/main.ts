/** The simulator on its own: `node infra/local/halopsa-simulator/main.ts --port 9090`; Ctrl-C ends it. */
import { parseArgs } from 'node:util';
import { SIMULATOR_CREDENTIALS, startHaloSimulator } from './index.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const simulator = await startHaloSimulator({ port: Number(values.port) });
console.log(JSON.stringify({ instance_url: simulator.url, ...SIMULATOR_CREDENTIALS }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
