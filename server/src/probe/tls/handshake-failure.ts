import type { Cause } from '../cause';
import { Fault } from '../fault';
import { printableText, shortened } from '../printable';
import { runsOnBoringSsl } from './library';

/** A handshake that did not lead to a session. */
export interface HandshakeFailure {
  /** `server`: any client would have met it. `unknown`: it may be our library, the network, or a moment. */
  readonly blame: 'server' | 'unknown';
  /**
   * Whether an offer of more ciphers and protocols, or a server name, may change it: TLS itself failed, and not the
   * connection, which may have broken for reasons of its own.
   */
  readonly dependsOnOffer: boolean;
  readonly cause: Cause;
}

/** The content types with which a TLS server can begin (RFC 8446 section 5.1): alert and handshake. */
const firstOctets: readonly number[] = [21, 22];

/**
 * What the error of a handshake stands for.
 *
 * @param firstOctet The first octet that the server sent; null for none.
 */
export function handshakeFailure(
  error: NodeJS.ErrnoException,
  firstOctet: number | null,
  isBoringSsl = runsOnBoringSsl(),
): HandshakeFailure {
  if (error instanceof Fault) return { blame: 'unknown', dependsOnOffer: false, cause: error.asCause };
  const code = error.code ?? '';
  if (firstOctet !== null && !firstOctets.includes(firstOctet)) {
    const cause: Cause = {
      id: 'handshake-failed',
      text: 'what the server sends after its reply to STARTTLS is not TLS',
    };
    return { blame: 'server', dependsOnOffer: false, cause };
  }
  if (!isTlsError(error)) {
    const id = code === 'ECONNRESET' || code === 'EPIPE' ? 'connection-reset' : 'connection-closed';
    const cause: Cause = { id, text: `the connection broke in the handshake: ${code}` };
    return { blame: 'unknown', dependsOnOffer: false, cause };
  }
  // No library takes certificates of any size; a hundred kilobytes are the limit of OpenSSL, and so of Postfix.
  if (code === 'ERR_SSL_EXCESSIVE_MESSAGE_SIZE') {
    const cause: Cause = {
      id: 'limit',
      text: 'the server sends more in one message of the handshake than TLS libraries take',
    };
    return { blame: 'unknown', dependsOnOffer: false, cause };
  }
  // Our offer is as wide as that of Postfix, but for what BoringSSL lacks.
  if (isAlert(code) && !isBoringSsl) {
    const cause: Cause = { id: 'handshake-failed', text: `the server refused the handshake: ${tlsReason(error)}` };
    return { blame: 'server', dependsOnOffer: true, cause };
  }
  const text = `the TLS library of this program could not agree with the server, Postfix may: ${tlsReason(error)}`;
  return { blame: 'unknown', dependsOnOffer: true, cause: { id: 'tls-library', text } };
}

/** Errors of the TLS library, whatever its name for itself: `ERR_SSL_…`, `ERR_OSSL_…`, `ERR_TLS_…`. */
export function isTlsError({ code = '' }: NodeJS.ErrnoException): boolean {
  return /^(?:ERR_(?:O?SSL|TLS)_|EPROTO$)/.test(code);
}

/** The names of alerts by version of the library: `SSLV3_ALERT_…`, `TLSV1_UNRECOGNIZED_NAME`, `SSL/TLS_ALERT_…`. */
function isAlert(code: string): boolean {
  return /^ERR_SSL_(?:SSLV3_ALERT|TLSV1_|TLSV13_ALERT|SSL\/TLS_ALERT)/.test(code);
}

/** In the words of the library: `sslv3 alert handshake failure`. */
export function tlsReason(error: NodeJS.ErrnoException): string {
  const { code = '', message } = error;
  const words = code
    .replace(/^ERR_(?:O?SSL|TLS)_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
  return words === '' || words === 'eproto' ? shortened(printableText(message)) : words;
}
