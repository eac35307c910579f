import type { CancellationToken } from 'vscode-languageserver/node';

/** A cancellation of the protocol, in the form that the rest of the program knows. */
export function abortSignalOf(token: CancellationToken): AbortSignal {
  if (token.isCancellationRequested) return AbortSignal.abort();
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
