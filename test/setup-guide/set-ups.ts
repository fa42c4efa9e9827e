import type { FaultRule, SimulatorOptions } from '../../infra/local/halopsa-simulator/index.ts';
import { defaultSeed } from '../../infra/local/halopsa-simulator/seed.ts';

/** A set-up of HaloPSA, as it differs from one in which all is well. */
export interface SetUp {
  /** What the doctor is called with, beside the address and the Client ID. Default: `check`. */
  args?: readonly string[];
  clientSecret?: string;
  /** Another address than the simulator's. */
  addressOf?(simulatorUrl: string): string;
  /** In the simulator's place, a web server whose certificate nobody has signed. */
  isSelfSigned?: boolean;
  seed?: SimulatorOptions['seed'];
  toggles?: SimulatorOptions['toggles'];
  basePath?: string;
  faults?: readonly FaultRule[];
  /** By how much HaloPSA's clock is behind. */
  behindSeconds?: number;
  /** Show what is well too. */
  isWhole?: boolean;
}

const { oauth, agents, outcomes } = defaultSeed();
const SERVICE_AGENT = { id: 7, name: 'LimaCharlie Integration', email: 'limacharlie@msp.example', team: 'SOC' };

/** The agent of the default seed is a person. */
export const GOOD_SEED: SimulatorOptions['seed'] = {
  agents: agents.map((agent) => (agent.id === SERVICE_AGENT.id ? SERVICE_AGENT : agent)),
};

const always = { times: Number.POSITIVE_INFINITY };
const application = (changes: Partial<typeof oauth>) => ({ seed: { oauth: { ...oauth, ...changes } } });

/** What the guide shows, by the name that its blocks have. */
export const SET_UPS: Readonly<Record<string, SetUp>> = {
  good: { isWhole: true },
  'refused-address': { addressOf: () => 'https://helpdesk.msp.example' },
  unreachable: { addressOf: () => 'http://127.0.0.1:1' },
  certificate: { isSelfSigned: true },
  'web-page': { faults: [{ kind: 'html', status: 200, match: { path: '/api/authinfo' }, ...always }] },
  'web-page-404': { faults: [{ kind: 'html', status: 404, ...always }] },
  'wrong-path': { basePath: '/psa', addressOf: (simulatorUrl) => simulatorUrl.replace('/psa', '/portal') },
  redirect: {
    faults: [{ kind: 'redirect', location: 'https://new.halopsa.com/', match: { path: '/api/authinfo' }, ...always }],
  },
  'wrong-secret': { clientSecret: 'a-replaced-secret' },
  'other-tenant': { args: ['check', '--tenant', 'southwind'] },
  'other-auth-url': { toggles: { hostedAuth: true } },
  'refused-scope': application({ allowed_scopes: ['edit:tickets', 'read:customers'] }),
  'missing-scope': { args: ['check', '--scope', 'edit:tickets read:customers'] },
  'excess-scope': { args: ['check', '--scope', 'all'] },
  'small-role': application({ role_scopes: ['edit:tickets', 'edit:assets'] }),
  'no-agent': application({ agent_id: 99 }),
  person: { seed: { agents } },
  'no-assets': { seed: { assets: [] } },
  'no-outcome': { seed: { outcomes: outcomes.filter(({ name }) => name !== 'Note') } },
  'clock-skew': { behindSeconds: 420 },
  probe: { args: ['probe', '--write', '--test-client-id', '12'] },
  leftovers: {
    args: ['probe', '--write', '--test-client-id', '12'],
    faults: [{ kind: 'status', status: 403, match: { method: 'DELETE', path: '/api/Asset' }, ...always }],
  },
  matrix: { args: ['scopes', '--matrix', '--write', '--test-client-id', '12'] },
};
