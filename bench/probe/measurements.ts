/** What the case hands to the world, and the world to the program that measures. */
export interface WorldInput {
  /** The bundled program. */
  readonly program: string;
  /** Milliseconds. */
  readonly roundTrip: number;
}

export interface MeasureInput {
  readonly caFile: string;
  readonly caPem: string;
  readonly trustAnchors: string;
  readonly roundTrip: number;
}

/** Samples, in milliseconds. */
type Samples = readonly number[];

/** One domain with two MX hosts, by a prober that knows nothing yet. */
export interface SingleMeasurement {
  readonly domain: string;
  readonly whole: Samples;
  /** Processor time. */
  readonly cpu: Samples;
  /** Round trips one after the other that the facts of the evidence need. */
  readonly path: number;
  readonly connections: number;
  /** One of its hosts alone, and posttls-finger on the same one, once for each session that the probe has. */
  readonly host: Samples;
  readonly finger: Samples;
}

/** 200 domains on 40 hosts. */
export interface SharedMeasurement {
  readonly domains: number;
  readonly whole: Samples;
  readonly cpuPerDomain: Samples;
  readonly connections: number;
  readonly finger: Samples;
  readonly fingerConnections: number;
}

/** Very many domains on the same hosts, by one prober. */
export interface ManyMeasurement {
  readonly domains: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly cpuPerDomain: number;
  /** Megabytes of the heap, after a tenth and after all. */
  readonly heap: { readonly early: number; readonly late: number };
}

export interface Measurements {
  readonly singles: readonly SingleMeasurement[];
  readonly shared: SharedMeasurement;
  readonly many: ManyMeasurement;
}
