declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** In memory where no `path` is given; the times are how long a table stays in a state of transition. */
  export default function dynalite(options?: {
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
    path?: string;
  }): Server;
}
