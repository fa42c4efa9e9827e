import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench, Row } from '../row.ts';
import { TOKEN_KEY_ARN } from '../services/settings.ts';
import { buildStandIn } from '../stand-ins/build-stand-in.ts';
import { deliver } from '../support/deliver.ts';
import { directEvent } from '../support/events.ts';
import { measuredFunction } from '../support/measured-function.ts';
import { TICKET } from '../support/ticket.ts';
import { summariseTokens, type TokenCase } from './summary.ts';

const LOADS = [
  { processes: 1, callsEach: 1_000 },
  { processes: 4, callsEach: 250 },
];
const QUICK_LOADS = [
  { processes: 1, callsEach: 200 },
  { processes: 3, callsEach: 50 },
];

/** Lambda gives a process one call at a time, so this is harder than what it does: nobody may ask twice for what is under way. */
export const tokens: Row = {
  name: 'tokens',
  title: 'Token requests, cold, under load',
  inQuick: true,
  async measure({ services, functions, workDir, quick }: Bench) {
    const ours = functions.get('create_ticket') as LocalFunction;
    const sharing = { ...ours, environment: { ...ours.environment, TOKEN_KEY_ARN } };
    const plain = measuredFunction('plain', (await buildStandIn('plain', workDir)).folder, services);
    const cases: TokenCase[] = [];
    for (const { processes, callsEach } of quick ? QUICK_LOADS : LOADS) {
      const load = Array.from({ length: processes }, () => [
        Array.from({ length: callsEach }, () => directEvent({ action: 'create_ticket', input: TICKET })),
      ]);
      const { tokens } = await deliver(ours, load, services);
      const { tokens: plainTokens } = await deliver(plain, load, services);
      cases.push({ processes, callsEach, shared: false, tokens, plainTokens });
      if (processes === 1) continue;
      const { tokens: sharedTokens } = await deliver(sharing, load, services);
      cases.push({ processes, callsEach, shared: true, tokens: sharedTokens, plainTokens });
    }
    return summariseTokens(cases);
  },
};
