/** What a suite comes to. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  /** A line for each test that failed, as far as they are known: the end of a long output is what people look at. */
  readonly failures?: readonly string[];
  /** Tests, or the whole suite, that this machine can't run, each with the reason. */
  readonly skipped: readonly string[];
  /** What ran it, where there is a choice. */
  readonly ranIn?: string;
}

/** Where a suite shows its details. */
export interface Output {
  /** Whether a person sees at once what is written, so that a program may write to the terminal by itself. */
  readonly isLive: boolean;
  readonly write: (text: string) => void;
}

/** One of the parts of `npm test`. Shows its own details while it runs; never rejects for a failing test. */
export interface Suite {
  readonly name: string;
  readonly run: (output: Output) => Promise<SuiteResult>;
}

/** A suite that this machine can't run. */
export function skipped(reason: string): SuiteResult {
  return { passed: 0, failed: 0, skipped: [reason] };
}

/** A skip is a failure where everything has to run. */
export function failuresOf(result: SuiteResult, requireAll: boolean): number {
  return result.failed + (requireAll ? result.skipped.length : 0);
}
