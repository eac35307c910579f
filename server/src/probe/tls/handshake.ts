import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import { attempt, type Limits } from '../dns/attempt';
import { inSeconds } from '../duration';
import { Fault } from '../fault';
import { clientContext, type Offer } from './client-context';
import { type HandshakeFailure, handshakeFailure, isTlsError } from './handshake-failure';
import { MeteredStream } from './metered-stream';
import type { TrustStore } from './trust-store';

export interface HandshakeOptions {
  /** Sent as server name indication, and so never an address (RFC 6066 section 3); null for none. */
  readonly serverName: string | null;
  readonly offer: Offer;
  readonly trustStore: TrustStore;
}

/** An open session whose certificates nobody has judged yet. */
export interface Handshake {
  readonly session: TLSSocket;
  /** What the server sent from here on is limited anew. */
  readonly stream: MeteredStream;
}

/** Carried to whoever knows what to make of it. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';

  constructor(readonly failure: HandshakeFailure) {
    super(failure.cause.text);
  }
}

/**
 * Begins TLS on a socket. Whatever the server shows is accepted here: its verdict stands in `authorizationError`.
 *
 * @throws HandshakeError; the signal's reason when it aborts. The socket is destroyed then.
 */
export function shakeHands(
  socket: Duplex,
  { serverName, offer, trustStore }: HandshakeOptions,
  limits: Limits,
): Promise<Handshake> {
  const secureContext = clientContext(offer, trustStore);
  const stream = new MeteredStream(socket);
  const failed = (error: Error): HandshakeError => {
    const meant = stream.hasEnded && !isTlsError(error) && !(error instanceof Fault) ? closed() : error;
    return new HandshakeError(handshakeFailure(meant, stream.firstOctet));
  };
  return attempt(
    limits,
    () => failed(new Fault('handshake-timeout', `the handshake did not end within ${inSeconds(limits.timeout)}`)),
    ({ succeed, fail }) => {
      let isOpen = false;
      const session = connect({
        socket: stream,
        secureContext,
        rejectUnauthorized: false,
        // A wrong name would hide what is wrong with the chain.
        checkServerIdentity: () => undefined,
        minDHSize: 1,
        ...(serverName === null ? {} : { servername: serverName }),
      });
      session.on('error', (error: Error) => fail(failed(error)));
      session.once('close', () => fail(failed(closed())));
      stream.on('error', (error) => fail(failed(error)));
      session.once('secureConnect', () => {
        isOpen = true;
        stream.resetLimit();
        succeed({ session, stream });
      });
      return () => {
        if (!isOpen) stream.destroy();
      };
    },
  );
}

function closed(): Fault {
  return new Fault('connection-closed', 'the server closed the connection in the handshake');
}
