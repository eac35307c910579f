import { setMaxListeners } from 'node:events';
import type { CancellationToken, Connection, WorkDoneProgressReporter } from 'vscode-languageserver/node';

/** A progress display in the editor, with the person's wish to stop as an abort signal. */
export interface ProbeProgress {
  readonly signal: AbortSignal;
  readonly report: (message: string) => void;
  /** Ends the display; safe to call again. */
  readonly done: () => void;
}

/**
 * Shows progress through the token that came with the request, or else through one that the server creates, where the
 * editor has such a display. Cancelling the request or the display aborts the signal, and so does `stop`.
 */
export async function beginProgress(
  connection: Pick<Connection, 'window'>,
  ofRequest: WorkDoneProgressReporter | null,
  title: string,
  token: CancellationToken,
  stop: AbortSignal,
): Promise<ProbeProgress> {
  const cancel = new AbortController();
  const reporter = ofRequest ?? (await connection.window.createWorkDoneProgress());
  const tokens = 'token' in reporter ? [token, (reporter as { token: CancellationToken }).token] : [token];
  for (const each of tokens) {
    if (each.isCancellationRequested) cancel.abort();
    each.onCancellationRequested(() => cancel.abort());
  }
  reporter.begin(title, undefined, undefined, true);
  const signal = AbortSignal.any([cancel.signal, stop]);
  // Each of many domains listens, as long as it waits or is probed.
  setMaxListeners(0, signal);
  let ended = false;
  return {
    signal,
    report: (message) => {
      if (!ended) reporter.report(message);
    },
    done: () => {
      if (!ended) reporter.done();
      ended = true;
    },
  };
}
