import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SmtpBehaviour } from '../scenario';
import type { TlsContexts } from './contexts';
import * as texts from './texts';

/** What became of one connection; kept while the lab runs. */
export interface ConnectionRecord {
  readonly host: string;
  readonly address: string;
  /** The server name indication that the client sent; null for none or before the handshake. */
  serverName: string | null;
  /** The protocol of the TLS session; null before the handshake. */
  protocol: string | null;
  /** The commands received, verbs only, those inside TLS included. */
  readonly commands: string[];
  /** Messages accepted, and whether each came over TLS. */
  readonly messages: { readonly overTls: boolean }[];
  open: boolean;
}

export interface SessionOptions {
  readonly host: string;
  readonly behaviour: SmtpBehaviour;
  readonly contexts: TlsContexts;
  readonly record: ConnectionRecord;
  /** Multiplies every deliberate delay: 1 is real time. */
  readonly delayScale: number;
}

const twoStepDelayMs = 6_000;
const dripDelayMs = 1_000;
/** A client that sends more than this without a line end is cut off. */
const maxPendingBytes = 64 * 1024;

/** Serves one connection until it closes; every timer ends with it. */
export function serveSession(socket: Socket, options: SessionOptions): void {
  const { record } = options;
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    record.open = false;
  });
  greet(socket, options);
}

function greet(socket: Socket, options: SessionOptions): void {
  const { host, behaviour } = options;
  const listen = (): void => readCommands(socket, options, false);
  switch (behaviour.greeting ?? 'normal') {
    case 'normal':
      socket.write(texts.greeting(host));
      return listen();
    case 'control':
      socket.write(texts.hostileGreeting(host));
      return listen();
    case 'temporary':
      socket.end(texts.temporaryGreeting(host));
      return drain(socket);
    case 'permanent':
      socket.end(texts.permanentGreeting(host));
      return drain(socket);
    case 'silent':
      return drain(socket);
    case 'two-step':
      socket.write(texts.firstGreetingLine(host));
      after(socket, twoStepDelayMs * options.delayScale, () => socket.write(texts.greeting(host)));
      return listen();
    case 'endless':
      writeForEver(socket, texts.endlessLine(220));
      return drain(socket);
    case 'drip':
      drip(socket, texts.greeting(host), dripDelayMs * options.delayScale);
      return listen();
    case 'huge-line':
      socket.write(texts.hugeLine(220));
      return listen();
    case 'close':
      socket.destroy();
  }
}

/** Reads and forgets, so that the end of the connection is noticed. */
function drain(socket: Socket): void {
  socket.resume();
}

function after(socket: Socket, milliseconds: number, action: () => void): void {
  const timer = setTimeout(() => {
    if (!socket.destroyed) action();
  }, milliseconds);
  socket.once('close', () => clearTimeout(timer));
}

function drip(socket: Socket, text: string, delay: number, at = 0): void {
  if (at >= text.length) return;
  socket.write(text.charAt(at));
  after(socket, delay, () => drip(socket, text, delay, at + 1));
}

/** Writes as fast as the client reads. */
function writeForEver(socket: Socket, line: string): void {
  const chunk = line.repeat(100);
  const fill = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', fill);
  fill();
}

/** The command loop, before and inside TLS. */
function readCommands(socket: Socket, options: SessionOptions, overTls: boolean): void {
  let pending = '';
  let inMessage = false;
  const onData = (chunk: Buffer): void => {
    pending += chunk.toString('latin1');
    for (let end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
      const line = pending.slice(0, end).replace(/\r$/, '');
      pending = pending.slice(end + 1);
      if (inMessage) {
        if (line !== '.') continue;
        inMessage = false;
        options.record.messages.push({ overTls });
        socket.write('250 2.0.0 accepted\r\n');
        continue;
      }
      const verb = (line.split(/[ :]/, 1)[0] ?? '').toUpperCase();
      options.record.commands.push(verb);
      if (verb === 'STARTTLS' && offersStartTls(options, overTls)) {
        // Whatever the client sent behind STARTTLS in the clear is dropped (RFC 3207 section 4.2).
        socket.off('data', onData);
        startTls(socket, options);
        return;
      }
      inMessage = verb === 'DATA';
      answer(socket, verb, options, overTls);
    }
    if (pending.length > maxPendingBytes) socket.destroy();
  };
  socket.on('data', onData);
}

function offersStartTls({ behaviour }: SessionOptions, overTls: boolean): boolean {
  return !overTls && behaviour.startTls !== 'absent';
}

function answer(socket: Socket, verb: string, options: SessionOptions, overTls: boolean): void {
  switch (verb) {
    case 'EHLO':
      return answerEhlo(socket, options, overTls);
    case 'HELO':
      socket.write(`250 ${options.host}\r\n`);
      return;
    case 'MAIL':
    case 'RCPT':
    case 'RSET':
    case 'NOOP':
      socket.write('250 2.0.0 Ok\r\n');
      return;
    case 'DATA':
      socket.write('354 go on\r\n');
      return;
    case 'QUIT':
      socket.end('221 2.0.0 Bye\r\n');
      return;
    default:
      socket.write('502 5.5.2 not implemented\r\n');
  }
}

function answerEhlo(socket: Socket, options: SessionOptions, overTls: boolean): void {
  const { host, behaviour } = options;
  const normal = texts.ehloReply(host, offersStartTls(options, overTls));
  // Misbehaviour is for the clear part alone; inside TLS the server is polite.
  switch (overTls ? 'normal' : (behaviour.ehlo ?? 'normal')) {
    case 'normal':
      socket.write(normal);
      return;
    case 'bare-lf':
      socket.write(normal.replaceAll('\r\n', '\n'));
      return;
    case 'mixed-codes':
      socket.write(texts.mixedCodesReply(host));
      return;
    case 'refused':
      socket.write('550 5.7.1 no EHLO from you\r\n');
      return;
    case 'endless':
      return writeForEver(socket, texts.endlessLine(250));
    case 'huge-line':
      socket.write(texts.hugeLine(250));
      return;
    case 'silent':
      return;
    case 'close':
      socket.destroy();
  }
}

function startTls(socket: Socket, options: SessionOptions): void {
  const ready = '220 2.0.0 Ready to start TLS\r\n';
  switch (options.behaviour.startTls ?? 'normal') {
    case 'normal':
    case 'absent':
      socket.write(ready);
      return handshake(socket, options);
    case 'glued':
      socket.write(`${ready}${texts.gluedPlaintext}`);
      return handshake(socket, options);
    case 'temporary':
      socket.write('454 4.7.0 TLS not available due to temporary reason\r\n');
      return readCommands(socket, options, false);
    case 'permanent':
      socket.write('502 5.5.1 TLS not available\r\n');
      return readCommands(socket, options, false);
    case 'silent':
      return drain(socket);
    case 'stall':
      socket.write(ready);
      return drain(socket);
    case 'garbage':
      socket.write(`${ready}`);
      socket.once('data', () => socket.end('this is not TLS\r\n'));
      return;
    case 'close':
      socket.end(ready);
      drain(socket);
  }
}

function handshake(socket: Socket, options: SessionOptions): void {
  const { record, contexts, behaviour } = options;
  const secure = new TLSSocket(socket, {
    isServer: true,
    secureContext: contexts.byDefault(behaviour),
    SNICallback: (serverName, callback) => {
      record.serverName = serverName;
      callback(null, contexts.forServerName(serverName, behaviour));
    },
  });
  secure.on('error', () => socket.destroy());
  secure.on('close', () => socket.destroy());
  secure.once('secure', () => {
    record.protocol = secure.getProtocol();
  });
  readCommands(secure, options, true);
}
