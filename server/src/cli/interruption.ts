/** Whether a person or the system ended the run, and not whoever no longer reads what is told, as `| head` does. */
export function isInterrupted(signal: AbortSignal): boolean {
  const { aborted, reason } = signal as { readonly aborted: boolean; readonly reason: unknown };
  return aborted && !(reason instanceof Error && 'code' in reason && reason.code === 'EPIPE');
}

/** A signal that the latter does not abort, for what must not be left half-way. */
export function untilInterrupted(signal: AbortSignal): AbortSignal {
  const own = new AbortController();
  const follow = (): void => {
    if (isInterrupted(signal)) own.abort(signal.reason);
  };
  follow();
  signal.addEventListener('abort', follow);
  return own.signal;
}
