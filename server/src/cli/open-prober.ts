import type { ProbeOptions } from '../probe/options';
import { createProber, type Prober } from '../probe/probe';
import { JumpHostError } from '../probe/routes/jump-host';
import { NoProbeError } from '../probe/screening/no-probe';
import { AllowedAddressError } from '../probe/screening/screen';
import { CaFileError } from '../probe/tls/trust-store';
import { readExtraCaCerts } from '../system/extra-ca-certs';
import { UsageError } from './usage-error';

/** The real network's side. Rejects with `UsageError` where the options are not well-formed. */
export async function openProber(options: ProbeOptions): Promise<Prober> {
  const extraCas = await readExtraCaCerts();
  try {
    return createProber({ ...options, extraCas });
  } catch (error) {
    if (error instanceof AllowedAddressError) throw new UsageError(`--allow-address: ${error.message}`);
    if (error instanceof NoProbeError) throw new UsageError(`no-probe: ${error.message}`);
    if (error instanceof JumpHostError) throw new UsageError(`--ssh: ${error.message}`);
    if (error instanceof CaFileError) throw new UsageError(`--ca-file: ${error.message}`);
    throw error;
  }
}
