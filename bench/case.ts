import type { Summary } from './statistics';

/** What is measured in one run, and what it may come to. */
export interface Case {
  readonly title: string;
  run(): Promise<readonly Figure[]>;
}

/** One row of the table. */
export interface Figure {
  readonly what: string;
  readonly unit: 'ms' | 'MB' | '×';
  readonly summary: Summary;
  /** What the project holds itself to; absent for a figure of comparison. */
  readonly limit?: Limit;
}

export interface Limit {
  readonly of: 'median' | 'p95';
  readonly most: number;
}
