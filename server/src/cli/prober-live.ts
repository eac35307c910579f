import type { ProbeOptions } from '../probe/options';
import type { Prober } from './prober';

export function createProber({ port }: ProbeOptions): Prober {
  throw new Error(`no probe to port ${port}`);
}
