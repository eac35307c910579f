import { connect } from 'node:net';
import type { Endpoint } from '../options';
import { attempt, type Limits } from './attempt';
import { formatEndpoint } from './endpoint';
import { malformedFault, timeoutFault, unreachableFault } from './transport-fault';

const lengthField = 2;

/**
 * Asks over a TCP connection of its own (RFC 7766 section 8): a length of two bytes before each message, which also
 * bounds what is read to 64 KiB.
 *
 * @throws Fault `dns-timeout`, `dns-unreachable`, or `dns-malformed` where the connection ends before the reply does;
 *   the signal's reason when it aborts.
 */
export function askOverTcp(query: Uint8Array, endpoint: Endpoint, limits: Limits): Promise<Uint8Array> {
  const who = formatEndpoint(endpoint);
  return attempt(
    limits,
    () => timeoutFault([who], limits.timeout),
    ({ succeed, fail }) => {
      const socket = connect(endpoint.port, endpoint.host, () => socket.write(framed(query)));
      const reply = createReassembly();
      socket.on('data', (chunk) => {
        const message = reply.add(chunk);
        if (message !== null) succeed(message);
      });
      socket.on('error', (error) => fail(unreachableFault(who, error)));
      socket.on('close', () => fail(malformedFault(who, 'closed the connection before its reply was complete')));
      return () => socket.destroy();
    },
  );
}

function framed(message: Uint8Array): Uint8Array {
  const length = Buffer.alloc(lengthField);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** Chunks are joined only when all are there: single bytes, joined one by one, would cost a second of work. */
function createReassembly(): { add(chunk: Buffer): Uint8Array | null } {
  const chunks: Buffer[] = [];
  let received = 0;
  let needed: number | null = null;
  return {
    add(chunk) {
      chunks.push(chunk);
      received += chunk.length;
      if (received < lengthField) return null;
      needed ??= lengthField + Buffer.concat(chunks).readUInt16BE(0);
      return received < needed ? null : Buffer.concat(chunks).subarray(lengthField, needed);
    },
  };
}
