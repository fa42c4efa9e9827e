import type { Toggles } from '../../infra/local/halopsa-simulator/index.ts';
import type { Random } from './random.ts';

/** Where HaloPSAs differ, and a redelivery has to find its write all the same. */
export type Tenant = Pick<
  Toggles,
  | 'replyShape'
  | 'idStyle'
  | 'assetsOnPlainGet'
  | 'assetsInPostReply'
  | 'actionsOrder'
  | 'maxPageSize'
  | 'updateNeedsTypeAndClient'
  | 'textSuffix'
  | 'numberingRace'
>;

/** Half of all runs are against the simulator's own idea of a current tenant. */
export function drawTenant(random: Random): Tenant {
  const isUsual = random.chance(0.5);
  const either = <T>(usual: T, other: T): T => (isUsual || random.chance(0.5) ? usual : other);
  return {
    replyShape: isUsual ? 'object' : random.pick(['object', 'array', 'envelope']),
    idStyle: isUsual ? 'int' : random.pick(['int', 'float', 'string']),
    assetsOnPlainGet: either(true, false),
    assetsInPostReply: either(true, false),
    actionsOrder: either<Tenant['actionsOrder']>('newest', 'oldest'),
    maxPageSize: either(100, 50),
    updateNeedsTypeAndClient: either(false, true),
    textSuffix: either('', '\r\n-- Northwind'),
    // Tickets that are made at the same time get a 500 and are not made.
    numberingRace: either(false, true),
  };
}
