/** Ways of writing that a polite server does not have; every timer and loop ends with the socket. */
import type { Socket } from 'node:net';

export function after(socket: Socket, milliseconds: number, action: () => void): void {
  const timer = setTimeout(() => {
    if (!socket.destroyed) action();
  }, milliseconds);
  socket.once('close', () => clearTimeout(timer));
}

/** One byte at a time. */
export function drip(socket: Socket, text: string, delay: number, at = 0): void {
  if (at >= text.length) return;
  socket.write(text.charAt(at));
  after(socket, delay, () => drip(socket, text, delay, at + 1));
}

/** As fast as the client reads, without end. */
export function writeForEver(socket: Socket, line: string): void {
  const chunk = line.repeat(100);
  const fill = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', fill);
  fill();
}
