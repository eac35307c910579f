/** Wrong arguments; the message says what to write instead, and the exit code is that of a failure. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export { didYouMean } from '../text/did-you-mean';
