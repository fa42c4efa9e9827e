import type { Agent as AgentType, Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';

/**
 * undici's agent by the files behind its index, which loads four times as much: fetch, WebSocket, caches, mocks. The index adds `request`
 * to every dispatcher; here it is added to the one that uses it. docs/decisions/0014 says what this costs.
 */
export const openAgent = (options: AgentType.Options): Dispatcher => Object.assign(new Agent(options), { request });
