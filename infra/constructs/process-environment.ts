/**
 * What keeps a function's process small: without it 10,000 calls took 206 MiB at their peak, with it 96 (docs/performance.md).
 *
 * - V8 lets the space for new objects grow to 3 times 16 MiB before it looks what of it is still in use. For messages of some kilobytes 1 does.
 * - glibc gives each thread memory of its own and keeps what is freed there. Node's threads of an instant left 15 MiB behind. With only one for
 *   all of them, they wait for each other while a process starts.
 *
 * @see https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib
 * @see https://man7.org/linux/man-pages/man3/mallopt.3.html
 */
export const PROCESS_ENVIRONMENT = {
  NODE_OPTIONS: '--max-semi-space-size=1',
  MALLOC_ARENA_MAX: '2',
} as const;
