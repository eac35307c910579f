import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import { conclude } from './conclude';
import type { ServerContext } from './context';
import { probeEntry } from './probe-entry';
import type { ProbeResult } from './probe-request';

/**
 * Handles `postfixTlsPolicy.server.probe`: probes the next-hop of an entry, asks where a person must decide, and writes
 * the advised entry.
 */
export async function runProbeCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
  progress: WorkDoneProgressReporter | null,
  token: CancellationToken,
): Promise<ProbeResult> {
  return probeEntry<ProbeResult>(context, args, progress, token, {
    title: ({ nextHop }) => `Probing ${nextHop}`,
    objection: () => null,
    conclude,
  });
}
