import { Fault } from '../fault';
import { isTlsError, tlsReason } from '../tls/handshake-failure';

/** What an error of an open connection stands for, while `what` was waited for. */
export function streamFault(error: NodeJS.ErrnoException, what: string): Fault {
  if (error instanceof Fault) return error;
  if (isTlsError(error)) {
    return new Fault('handshake-failed', `the server ended TLS before ${what}: ${tlsReason(error)}`);
  }
  const { code, message } = error;
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return new Fault('connection-reset', `the connection was reset before ${what}`);
  }
  return new Fault('connection-closed', `the connection broke before ${what}: ${code ?? message}`);
}
