import type { TLSSocket } from 'node:tls';
import type { TlsEvidence } from '../evidence';

/** What `getEphemeralKeyInfo` gives, by release: nothing for static RSA, and for hybrids that it does not know yet. */
interface EphemeralKey {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly size?: unknown;
}

/** The group of the key exchange; for people only, since no two runtimes tell the same. */
export function keyExchange(session: Pick<TLSSocket, 'getEphemeralKeyInfo'>): Pick<TlsEvidence, 'keyExchange'> {
  const text = describe(ephemeralKey(session));
  return text === null ? {} : { keyExchange: text };
}

function ephemeralKey(session: Pick<TLSSocket, 'getEphemeralKeyInfo'>): EphemeralKey {
  try {
    return (session.getEphemeralKeyInfo() as EphemeralKey | null) ?? {};
  } catch {
    // Runtimes that only resemble Node may not have it.
    return {};
  }
}

function describe({ type, name, size }: EphemeralKey): string | null {
  if (typeof name === 'string' && name !== '') return name;
  return typeof type === 'string' && typeof size === 'number' ? `${type} ${size}` : null;
}
