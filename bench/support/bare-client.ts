import { Agent } from 'undici';
import { SIMULATOR_CREDENTIALS } from '../../infra/local/halopsa-simulator/index.ts';

export interface BareClient {
  /** Sends a ticket and reads the answer. Nothing else: no checks, no retries, no ledger. */
  post(body: string): Promise<void>;
}

/** undici with a token in hand: the least that a ticket can take from this process. */
export async function createBareClient(halopsaUrl: string): Promise<BareClient> {
  const agent = new Agent();
  const send = async (path: string, headers: Record<string, string>, body: string): Promise<unknown> => {
    const reply = await agent.request({
      origin: halopsaUrl,
      path,
      method: 'POST',
      headers: { 'user-agent': 'bare', ...headers },
      body,
    });
    const answer = await reply.body.json();
    if (reply.statusCode >= 300) throw new Error(`HaloPSA answered ${reply.statusCode}`);
    return answer;
  };

  const { client_id, client_secret } = SIMULATOR_CREDENTIALS;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, scope: 'all' });
  const formType = { 'content-type': 'application/x-www-form-urlencoded' };
  const { access_token } = (await send('/auth/token', formType, form.toString())) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
  return { post: async (body) => void (await send('/api/Tickets', headers, body)) };
}
