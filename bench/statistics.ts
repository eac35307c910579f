/** What a benchmark reports of its samples. */
export interface Summary {
  readonly samples: number;
  readonly median: number;
  readonly p95: number;
}

/** Median and 95th percentile by the nearest rank. */
export function summarize(samples: readonly number[]): Summary {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { samples: sorted.length, median: at(0.5), p95: at(0.95) };
}

/** Milliseconds that a task takes. */
export async function timed(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}
