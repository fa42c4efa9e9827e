import type { FaultName } from './catalogue.ts';
import type { Strike, Target } from './scenario.ts';

/** One call of a process to the outside. */
export interface OutsideCall {
  target: Exclude<Target, 'any' | 'answer'>;
  label: string;
  isStruck?: boolean;
}

/** The faults that wait for one delivery, by the calls that it makes. */
export interface Strikes {
  /** The fault for this call, if any; counts it. */
  take(call: OutsideCall): FaultName | undefined;
  readonly losesAnswer: boolean;
  /** How many faults have struck. */
  readonly struck: number;
}

export function aimStrikes(strikes: readonly Strike[]): Strikes {
  const seen = new Map<Strike, number>();
  let struck = 0;
  const isHit = (strike: Strike, call: OutsideCall): boolean => {
    if (strike.target !== 'any' && strike.target !== call.target) return false;
    const number = seen.get(strike) ?? 0;
    seen.set(strike, number + 1);
    return number >= strike.nth && number < strike.nth + strike.times;
  };
  return {
    take(call) {
      const hits = strikes.filter((strike) => isHit(strike, call));
      struck += hits.length > 0 ? 1 : 0;
      return hits[0]?.fault;
    },
    losesAnswer: strikes.some(({ fault }) => fault === 'answer_lost'),
    get struck() {
      return struck;
    },
  };
}
