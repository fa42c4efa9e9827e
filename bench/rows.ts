import { bundle } from './bundle/row.ts';
import { coldStart } from './cold-start/row.ts';
import { growth } from './growth/row.ts';
import { memory } from './memory/row.ts';
import { peers } from './peers/row.ts';
import { roundTrips } from './round-trips/row.ts';
import type { Row } from './row.ts';
import { throughput } from './throughput/row.ts';
import { tokens } from './tokens/row.ts';
import { warm } from './warm/row.ts';
import { webhookChecks } from './webhook-checks/row.ts';

/** In the order in which they run and are printed. */
export const ROWS: readonly Row[] = [
  warm,
  roundTrips,
  coldStart,
  bundle,
  webhookChecks,
  throughput,
  tokens,
  memory,
  peers,
  growth,
];
