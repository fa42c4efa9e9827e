import { rmSync } from 'node:fs';

/** Removes what `set-up.ts` has made, with all that the tests left in it. */
export default function tearDown(): void {
  rmSync(process.env.TMPDIR as string, { recursive: true, force: true });
}
