import { type ClientHttp2Session, connect, constants } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Outcome } from './attempt';
import { dnsMediaType, readHttpReply } from './http-reply';
import { malformedFault, unreachableFault } from './transport-fault';

/** How long a connection without a question stays for the next one, in milliseconds. */
const idleTime = 300;

/** A connection of HTTP/2 for questions to one server. */
export interface Http2Connection {
  /**
   * Asks now, or when the connection stands.
   *
   * @param otherwise Begins to ask in another way, where the server does not speak HTTP/2.
   * @returns Ends the question; the last one that is ended by its signal ends the connection.
   */
  ask(query: Uint8Array, signal: AbortSignal, outcome: Outcome<Uint8Array>, otherwise: () => () => void): () => void;
}

interface Question {
  readonly query: Uint8Array;
  readonly outcome: Outcome<Uint8Array>;
  readonly otherwise: () => () => void;
  /** Ends it on the wire. */
  close: () => void;
}

/** @param onGone Called once, when no further question may be asked here; with whether the server speaks HTTP/2. */
export function createHttp2Connection(
  url: string,
  socket: TLSSocket,
  onGone: (isHttp2: boolean) => void,
): Http2Connection {
  const questions = new Set<Question>();
  let session: ClientHttp2Session | null = null;
  let idle: NodeJS.Timeout | undefined;
  let isOpen = true;

  function leave(isHttp2: boolean): void {
    if (!isOpen) return;
    isOpen = false;
    clearTimeout(idle);
    onGone(isHttp2);
    session?.destroy();
    socket.destroy();
  }
  /** Waits a little for another question, and keeps no process alive for it. */
  function rest(): void {
    socket.unref();
    idle = setTimeout(() => leave(true), idleTime).unref();
  }
  function fail(error: Error): void {
    leave(true);
    for (const { outcome } of [...questions]) outcome.fail(error);
  }
  socket.on('error', (error: Error) => fail(unreachableFault(url, error)));
  socket.on('close', () => {
    if (isOpen) fail(malformedFault(url, 'closed the connection before its reply was complete'));
  });
  socket.once('secureConnect', () => {
    if (socket.alpnProtocol !== 'h2') {
      leave(false);
      for (const question of questions) question.close = question.otherwise();
      return;
    }
    session = connect(url, { createConnection: () => socket, settings: { enablePush: false }, maxSessionMemory: 1 });
    session.on('error', (error: Error) => fail(unreachableFault(url, error)));
    session.on('goaway', () => fail(malformedFault(url, 'ended the connection')));
    for (const question of questions) send(session, url, question);
  });

  return {
    ask: (query, signal, outcome, otherwise) => {
      const question: Question = { query, outcome, otherwise, close: () => undefined };
      questions.add(question);
      clearTimeout(idle);
      socket.ref();
      if (session !== null) send(session, url, question);
      return () => {
        questions.delete(question);
        question.close();
        if (!isOpen || questions.size > 0) return;
        if (signal.aborted || session === null) leave(true);
        else rest();
      };
    },
  };
}

function send(session: ClientHttp2Session, url: string, question: Question): void {
  const { query, outcome } = question;
  const stream = session.request({
    [constants.HTTP2_HEADER_METHOD]: 'POST',
    [constants.HTTP2_HEADER_PATH]: new URL(url).pathname,
    'content-type': dnsMediaType,
    accept: dnsMediaType,
    'content-length': String(query.length),
  });
  stream.on('error', (error: Error) => outcome.fail(unreachableFault(url, error)));
  let isAnswered = false;
  stream.once('response', (headers) => {
    isAnswered = true;
    const status = Number(headers[constants.HTTP2_HEADER_STATUS]);
    readHttpReply(status, headers, stream, url).then(outcome.succeed, outcome.fail);
  });
  stream.once('close', () => {
    if (!isAnswered) outcome.fail(malformedFault(url, 'ended its reply before it was complete'));
  });
  stream.end(query);
  question.close = () => stream.close(constants.NGHTTP2_CANCEL);
}
