/**
 * What keeps a function's process small: without it 10,000 calls took 210 MiB at their peak, with it 98 (docs/performance.md).
 *
 * - V8 lets the space for new objects grow to 3 times 16 MiB before it looks what of it is still in use. For messages of some kilobytes 2 do.
 * - glibc gives each thread memory of its own and keeps what is freed there. Node's threads of an instant left 20 MiB behind.
 *
 * @see https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib
 * @see https://man7.org/linux/man-pages/man3/mallopt.3.html
 */
export const PROCESS_ENVIRONMENT = {
  NODE_OPTIONS: '--max-semi-space-size=2',
  MALLOC_ARENA_MAX: '1',
} as const;
