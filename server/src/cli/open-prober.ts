import type { ProbeOptions } from '../probe/options';
import { createProber, type Prober } from '../probe/probe';
import { JumpHostError } from '../probe/routes/jump-host';
import { NoProbeError } from '../probe/screening/no-probe';
import { AllowedAddressError } from '../probe/screening/screen';
import { CaFileError } from '../probe/tls/trust-store';
import { UsageError } from './usage-error';

/** The real network's side. @throws UsageError where the options are not well-formed. */
export function openProber(options: ProbeOptions): Prober {
  try {
    return createProber(options);
  } catch (error) {
    if (error instanceof AllowedAddressError) throw new UsageError(`--allow-address: ${error.message}`);
    if (error instanceof NoProbeError) throw new UsageError(`no-probe: ${error.message}`);
    if (error instanceof JumpHostError) throw new UsageError(`--ssh: ${error.message}`);
    if (error instanceof CaFileError) throw new UsageError(`--ca-file: ${error.message}`);
    throw error;
  }
}
