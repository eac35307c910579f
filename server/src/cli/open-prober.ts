import type { SeenBefore } from '../probe/hosts/seen-before';
import { lookAtMachine, type MachineView } from '../probe/machine/look-at-machine';
import type { ProbeControl, ProbeOptions } from '../probe/options';
import { createProber, type Prober } from '../probe/probe';
import { JumpHostError } from '../probe/routes/jump-host';
import { NoProbeError } from '../probe/screening/no-probe';
import { AllowedAddressError } from '../probe/screening/screen';
import { CaFileError, CaPathError } from '../probe/tls/trust-store';
import { readExtraCaCerts } from '../system/extra-ca-certs';
import { UsageError } from './usage-error';

/** The real network's side. Rejects with `UsageError` where the options are not well-formed. */
export async function openProber(options: ProbeOptions, before: SeenBefore | null = null): Promise<Prober> {
  const extraCas = await readExtraCaCerts();
  try {
    return createProber({ ...options, extraCas }, undefined, undefined, before);
  } catch (error) {
    throw asUsageError(error);
  }
}

/** The view of this machine. Rejects likewise. */
export async function openMachine(
  options: ProbeOptions,
  domains: readonly string[],
  control: ProbeControl,
): Promise<MachineView> {
  const extraCas = await readExtraCaCerts();
  try {
    return await lookAtMachine({ ...options, extraCas }, domains, control);
  } catch (error) {
    throw asUsageError(error);
  }
}

/** For what is wrong with the options; anything else is passed on. */
function asUsageError(error: unknown): Error {
  if (error instanceof AllowedAddressError) return new UsageError(`--allow-address: ${error.message}`);
  if (error instanceof NoProbeError) return new UsageError(`no-probe: ${error.message}`);
  if (error instanceof JumpHostError) return new UsageError(`--ssh: ${error.message}`);
  if (error instanceof CaFileError) return new UsageError(`--ca-file: ${error.message}`);
  if (error instanceof CaPathError) return new UsageError(`--ca-path: ${error.message}`);
  return error instanceof Error ? error : new Error(String(error));
}
