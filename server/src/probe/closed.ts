import type { Duplex } from 'node:stream';

/** Destroys a stream, and resolves when all that belongs to it is gone. */
export function closed(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    stream.once('close', () => resolve());
    if (stream.closed) resolve();
    else stream.destroy();
  });
}
