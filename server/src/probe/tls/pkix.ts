import type { PkixEvidence } from '../evidence';
import { runsOnBoringSsl } from './library';

/** Says nothing about the chain. */
const failures: ReadonlySet<string> = new Set(['OUT_OF_MEM']);
/** With BoringSSL, an algorithm that it does not know looks the same. */
const ambiguous: ReadonlySet<string> = new Set([
  'CERT_SIGNATURE_FAILURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
]);

/**
 * The verdict of the TLS library on the chain, from the `authorizationError` of a session whose names were not checked:
 * by version an `Error` with a code, the code alone, or null.
 */
export function pkixEvidence(error: unknown, isBoringSsl = runsOnBoringSsl()): PkixEvidence {
  if (error === null || error === undefined) return { verdict: 'trusted', error: null };
  const code = codeOf(error);
  const isOpen = failures.has(code) || (isBoringSsl && ambiguous.has(code));
  return { verdict: isOpen ? 'untested' : 'untrusted', error: code };
}

function codeOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.message;
  return String(error);
}
