export type { CallLog, CallRecord } from './calls.ts';
export type { FaultRule } from './faults/fault.ts';
export { SIMULATOR_CREDENTIALS } from './seed.ts';
export { type HaloSimulator, startHaloSimulator } from './start-halo-simulator.ts';
export type { SimulatorOptions } from './tenant.ts';
export type { Toggles } from './toggles.ts';
