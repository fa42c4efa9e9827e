import { bundle } from './bundle/row.ts';
import { coldStart } from './cold-start/row.ts';
import { peers } from './peers/row.ts';
import { roundTrips } from './round-trips/row.ts';
import type { Row } from './row.ts';
import { tokens } from './tokens/row.ts';
import { warm } from './warm/row.ts';

/** In the order in which they run and are printed. */
export const ROWS: readonly Row[] = [warm, roundTrips, coldStart, bundle, tokens, peers];
