import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

/** Where a failed request is reported: the connection's console. */
export interface ErrorLog {
  error(message: string): void;
}

/**
 * Runs one request so that a fault in it harms nothing else: it is logged, and the harmless value is the answer.
 * A request that was cancelled before or while it ran is answered with `RequestCancelled`, as LSP asks for.
 */
export async function safely<T>(
  log: ErrorLog,
  what: string,
  harmless: T,
  token: CancellationToken,
  task: () => T | Promise<T>,
): Promise<T | ResponseError<never>> {
  // A cancellation that already lies in the input queue is read before the work begins.
  await new Promise((resolve) => setImmediate(resolve));
  const isCancelled = () => token.isCancellationRequested;
  if (isCancelled()) return cancelled();
  try {
    const result = await task();
    return isCancelled() ? cancelled() : result;
  } catch (error) {
    log.error(`${what} failed: ${describeError(error)}`);
    return harmless;
  }
}

function cancelled(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
}

/** The stack where there is one, for the log. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
