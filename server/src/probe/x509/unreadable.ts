import { DerError } from './der';

/** Whether an error comes from a certificate or key that breaks the rules of DER or is unknown to the TLS library. */
export function isUnreadable(error: unknown): error is Error {
  return error instanceof DerError || (error instanceof Error && 'code' in error);
}
