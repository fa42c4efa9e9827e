import { afterEach, beforeEach } from '@jest/globals';
import {
  type HaloSimulator,
  SIMULATOR_CREDENTIALS,
  type SimulatorOptions,
  startHaloSimulator,
} from '../../../../../infra/local/halopsa-simulator/index.ts';

/** What a reply holds is what the tests assert. */
// biome-ignore lint/suspicious/noExplicitAny: a type here would assert nothing that expect doesn't
export type Json = any;
export type Answer = { status: number; headers: Headers; text: string; json: Json };

/** One client of one simulator, over HTTP. Time stands still until a test moves `nowMs`. */
export class Harness {
  simulator!: HaloSimulator;
  nowMs = 0;
  scope = 'all';
  #token: string | undefined;

  async start(options: SimulatorOptions): Promise<void> {
    this.nowMs = Date.UTC(2026, 10, 20, 10, 15, 2, 113);
    this.scope = 'all';
    this.#token = undefined;
    this.simulator = await startHaloSimulator({ nowMs: () => this.nowMs, ...options });
  }

  /** Posts to a token endpoint; `fields` replace the good ones, undefined leaves one out. */
  token(fields: Record<string, string | undefined> = {}, path = '/auth/token', headers: Record<string, string> = {}) {
    const { client_id, client_secret } = SIMULATOR_CREDENTIALS;
    const form = { grant_type: 'client_credentials', client_id, client_secret, scope: this.scope, ...fields };
    const given = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return this.send('POST', path, { body: new URLSearchParams(given).toString(), headers: { ...FORM, ...headers } });
  }

  /** Takes a token with this scope for all further calls. */
  async authorize(scope = this.scope): Promise<void> {
    this.scope = scope;
    this.#token = (await this.token()).json.access_token;
  }

  get = async (path: string) => this.call('GET', path);
  del = async (path: string) => this.call('DELETE', path);
  post = async (path: string, body: unknown) =>
    this.call('POST', path, typeof body === 'string' ? body : JSON.stringify(body));

  async call(method: string, path: string, body?: string): Promise<Answer> {
    if (!this.#token) await this.authorize();
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    return this.send(method, path, { body, headers });
  }

  async send(
    method: string,
    path: string,
    init: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(this.simulator.url + path, { method, redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  /** Creates a ticket and gives it. */
  async ticket(fields: Record<string, unknown> = {}) {
    return (await this.post('/api/Tickets', [{ summary: 'Malware on WS-042', client_id: 12, ...fields }])).json;
  }
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A fresh simulator for every test of the file, closed after it. */
export function useSimulator(options: SimulatorOptions = {}): Harness {
  const harness = new Harness();
  beforeEach(() => harness.start(options));
  afterEach(() => harness.simulator.close());
  return harness;
}

export function ids(rows: { id: number }[]): number[] {
  return rows.map(({ id }) => id);
}
