/** Rejects with `late()` once `work` has taken longer. By the machine's own time: what hangs in a socket heeds no other. */
export function within<T>(
  limitMs: number,
  work: Promise<T>,
  late: () => Error = () => tookLonger(limitMs),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), limitMs);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

const tookLonger = (limitMs: number) => new DOMException(`It took longer than ${limitMs} ms.`, 'TimeoutError');
