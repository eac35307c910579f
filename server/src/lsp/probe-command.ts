import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import { t } from '../text/translate';
import { conclude } from './conclude';
import { concludeSamples } from './conclude-samples';
import type { ServerContext } from './context';
import { probeEntry } from './probe-entry';
import { type ProbeResult, readSelectionRequest, type SelectionResult } from './probe-request';
import { probeSelection } from './probe-selection';

/**
 * Handles `postfixTlsPolicy.server.probe`: probes the next-hop of an entry, asks where a person must decide, and writes
 * the advised entry; with a `range`, those of all domains in it that have none.
 */
export async function runProbeCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
  progress: WorkDoneProgressReporter | null,
  token: CancellationToken,
): Promise<ProbeResult | SelectionResult> {
  const selection = readSelectionRequest(args);
  if (selection !== null) return probeSelection(context, selection, progress, token);
  return probeEntry<ProbeResult>(context, args, progress, token, {
    title: ({ nextHop }) => t('Probing {0}', nextHop),
    objection: () => null,
    conclude,
    concludeSamples,
  });
}
