import type { Summary } from './statistics';

/** One figure that the project holds itself to. */
export interface Case {
  readonly title: string;
  /** The promised milliseconds, which the 95th percentile must keep; null for a figure of comparison. */
  readonly limit: number | null;
  run(): Promise<Summary>;
}
