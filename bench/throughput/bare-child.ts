import { createBareClient } from '../support/bare-client.ts';
import { answerParent } from '../support/in-child.ts';

export interface BareInput {
  halopsaUrl: string;
  body: string;
  durationMs: number;
}

/** One ticket after the other by undici alone, as fast as HaloPSA answers. Answers how many a second. */
answerParent(async ({ halopsaUrl, body, durationMs }: BareInput): Promise<number> => {
  const bare = await createBareClient(halopsaUrl);
  const endsAtMs = performance.now() + durationMs;
  let answered = 0;
  for (; performance.now() < endsAtMs; answered += 1) await bare.post(body);
  return (answered * 1000) / durationMs;
});
