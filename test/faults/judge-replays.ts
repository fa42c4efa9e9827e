import type { Violation } from './judge.ts';
import { type Delivery, isReplay } from './play.ts';

/** Every replay of a message is the same, is what was answered first, and costs HaloPSA no call. */
export function judgeReplays(deliveries: readonly Delivery[]): Pick<Violation, 'rule' | 'detail'>[] {
  const replayed = deliveries.filter(({ reply }) => isReplay(reply?.data));
  const texts = new Set(replayed.map(({ reply }) => JSON.stringify(reply?.data)));
  const original = deliveries.find(({ reply }) => reply?.status === 200)?.reply?.data;
  // An answer that was given is the one that is kept, unless the ledger did not take it.
  const isKept = deliveries.every(({ calls }) =>
    calls.every(({ target, isStruck }) => target !== 'ledger' || !isStruck),
  );
  const isOther = ({ reply }: Delivery) => withoutMeta(reply?.data) !== withoutMeta(original);
  const differs = texts.size > 1 || (original !== undefined && isKept && replayed.some(isOther));
  // A token may still be on its way for an earlier delivery of the process, which has given up on it; and a link's second search, without which
  // it has found its asset.
  const calls = replayed.flatMap((one) =>
    one.calls.filter(({ target, label }) => /^halo\.(read|write)$/.test(target) && !isSearch(label)),
  );
  return [
    ...(differs ? [{ rule: 'replay_differs' as const, detail: JSON.stringify([original, ...texts]) }] : []),
    ...(calls.length > 0
      ? [{ rule: 'replay_called_halo' as const, detail: calls.map(({ label }) => label).join(', ') }]
      : []),
  ];
}

const withoutMeta = (data: Record<string, unknown> | undefined) => JSON.stringify({ ...data, _meta: undefined });

const isSearch = (label: string): boolean => /^GET \/api\/Asset\?.*search=/.test(label);
