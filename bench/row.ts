import type { LocalFunction } from '../infra/local/template.ts';
import type { Services } from './services/start-services.ts';

/** What a figure is held against; `failed` only where it is missed by more than noise could explain, which fails the run. */
export interface Goal {
  /** `≤ 0.6`, `= 1` */
  text: string;
  met: boolean;
  failed: boolean;
}

/** One line of a row's table. */
export interface Figure {
  what: string;
  /** With its unit and its noise. */
  figure: string;
  /** What was measured beside it, in the same run. */
  against: string;
  /** The figure over what it is measured against. */
  ratio?: number;
  goal?: Goal;
}

export interface Bench {
  services: Services;
  /** The project's functions, freshly bundled, with the environment that leads them to the services. */
  functions: ReadonlyMap<string, LocalFunction>;
  /** A directory for bundles that a row makes itself. */
  workDir: string;
  /** Fewer repetitions. */
  quick: boolean;
}

/** One row of the table: what `npm run bench -- --only <name>` runs. */
export interface Row {
  name: string;
  title: string;
  /** Whether `--quick` runs it too. */
  inQuick: boolean;
  measure(bench: Bench): Promise<Figure[]>;
}
