import { Duplex } from 'node:stream';
import { Fault } from '../fault';

/** Octets that a server may send in a handshake; Node and OpenSSL would take hundreds of certificates. */
export const handshakeLimit = 64 * 1024;

/**
 * Stands between a socket and TLS, so that what the server sends can be limited and looked at on its way. The socket is
 * destroyed with it.
 */
export class MeteredStream extends Duplex {
  private received = 0;
  private first: number | null = null;
  private ended = false;

  constructor(private readonly socket: Duplex) {
    super({ allowHalfOpen: false });
    // An error that comes when nobody listens any more must not end the process.
    this.on('error', () => undefined);
    socket.on('data', this.onData);
    socket.on('end', this.onEnd);
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
    // What happened before there was anybody to listen.
    if (socket.readableEnded) this.onEnd();
    if (socket.destroyed) this.destroy();
  }

  /** The first octet that the server sent; null before. */
  get firstOctet(): number | null {
    return this.first;
  }

  /** Whether the server closed its side, which TLS reports as a reset. */
  get hasEnded(): boolean {
    return this.ended;
  }

  /** Begins the count anew, once the handshake is over. */
  resetLimit(): void {
    this.received = 0;
  }

  override _read(): void {
    this.socket.resume();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.socket.write(chunk, callback);
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.socket.end(() => callback());
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.socket.destroy();
    callback(error);
  }

  private readonly onEnd = (): void => {
    this.ended = true;
    this.push(null);
  };

  private readonly onData = (chunk: Buffer): void => {
    this.first ??= chunk[0] ?? null;
    this.received += chunk.length;
    if (this.received > handshakeLimit) {
      this.destroy(new Fault('limit', `the server sent more than ${handshakeLimit} bytes in the handshake`));
      return;
    }
    if (!this.push(chunk)) this.socket.pause();
  };
}
