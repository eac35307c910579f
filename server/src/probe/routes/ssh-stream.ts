import { Duplex } from 'node:stream';
import type { SshProcess } from './ssh-process';

/** The connection that a process carries. The process ends with it, and `close` comes when it is gone. */
export class SshStream extends Duplex {
  constructor(private readonly process: SshProcess) {
    super({ allowHalfOpen: false });
    // An error that comes when nobody listens any more must not end the program.
    this.on('error', () => undefined);
    process.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) process.stdout.pause();
    });
    process.onChange(() => this.followEnding());
  }

  override _read(): void {
    this.process.stdout.resume();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    // How the process ended says more than that it does not read any more.
    this.process.stdin.write(chunk, () => callback());
  }

  override _final(callback: (error?: Error | null) => void): void {
    const { stdin } = this.process;
    // One that is gone with its process would never call back.
    if (stdin.writable) stdin.end(() => callback());
    else callback();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    void this.process.end().then(() => callback(error));
  }

  private followEnding(): void {
    const { ending } = this.process;
    if (ending === 'well') this.push(null);
    else if (ending !== null) this.destroy(ending);
  }
}
