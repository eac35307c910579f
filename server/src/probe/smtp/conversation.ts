import type { Duplex } from 'node:stream';
import { attempt } from '../dns/attempt';
import { inSeconds } from '../duration';
import type { SmtpReply } from '../evidence';
import { Fault } from '../fault';
import { createReplyParser } from './reply-parser';
import { streamFault } from './stream-fault';

/** A reply that is waited for. */
export interface Awaited {
  /** `the greeting`, `the reply to EHLO`. */
  readonly what: string;
  /** Milliseconds in which the whole reply has to come. */
  readonly timeout: number;
  readonly onSilence: 'greeting-timeout' | 'reply-timeout';
}

/** The client's side of an SMTP dialogue over one stream, in the clear or inside TLS. */
export interface Conversation {
  send(line: string): void;
  /**
   * The next reply, whole.
   *
   * @throws Fault where it does not come in time, breaks a limit, is none, or the connection ends before; the signal's
   *   reason when it aborts.
   */
  reply(awaited: Awaited): Promise<SmtpReply>;
  /** Whether all that came belongs to replies that were asked for. */
  readonly isIdle: boolean;
  /** Leaves the stream, paused, to somebody else. */
  release(): void;
}

/**
 * The stream is read only while a reply is waited for. Its errors are listened to for ever, since those of a stream that
 * is being torn down may come late.
 */
export function createConversation(stream: Duplex, signal: AbortSignal): Conversation {
  const parser = createReplyParser();
  const replies: SmtpReply[] = [];
  let end: ((what: string) => Fault) | null = null;
  let wake = (): void => undefined;

  const finish = (fault: (what: string) => Fault): void => {
    end ??= fault;
    wake();
  };
  const onData = (chunk: Uint8Array): void => {
    const { replies: complete, fault } = parser.add(chunk);
    replies.push(...complete);
    if (fault !== null) {
      stream.off('data', onData);
      finish(() => fault);
    }
    if (replies.length > 0) wake();
  };
  const onEnd = (): void =>
    finish((what) => new Fault('connection-closed', `the server closed the connection before ${what}`));
  stream.pause();
  stream.on('data', onData);
  stream.on('end', onEnd);
  stream.on('close', onEnd);
  stream.on('error', (error) => finish((what) => streamFault(error, what)));

  return {
    send(line) {
      if (stream.writable) stream.write(`${line}\r\n`);
    },
    async reply({ what, timeout, onSilence }) {
      const timedOut = (): Fault => new Fault(onSilence, `${what} did not come within ${inSeconds(timeout)}`);
      return attempt({ timeout, signal }, timedOut, ({ succeed, fail }) => {
        wake = () => {
          const reply = replies.shift();
          if (reply !== undefined) succeed(reply);
          else if (end !== null) fail(end(what));
        };
        const soon = setImmediate(() => {
          wake();
          stream.resume();
        });
        return () => {
          clearImmediate(soon);
          wake = () => undefined;
          stream.pause();
        };
      });
    },
    get isIdle() {
      return replies.length === 0 && parser.pendingBytes === 0 && stream.readableLength === 0;
    },
    release() {
      stream.off('data', onData);
      stream.off('end', onEnd);
      stream.off('close', onEnd);
    },
  };
}
