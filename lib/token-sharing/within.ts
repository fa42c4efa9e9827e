/** Rejects once `work` has taken longer. By the machine's own time: what hangs in a socket heeds no other. */
export function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException(`It took longer than ${limitMs} ms.`, 'TimeoutError')), limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
