import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SmtpBehaviour } from '../scenario';
import type { TlsContexts } from './contexts';
import { after, drip, writeForEver } from './pace';
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
const readyReply = '220 2.0.0 Ready to start TLS\r\n';

type Step = (socket: Socket, options: SessionOptions) => void;

/** Serves one connection until it closes; every timer ends with it. */
export function serveSession(socket: Socket, options: SessionOptions): void {
  const { record, behaviour } = options;
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    record.open = false;
  });
  // Whatever comes before the command loop reads is kept in the socket; where no loop follows, it is drained.
  greetings[behaviour.greeting ?? 'normal'](socket, options);
}

/** Each writes its greeting and then reads commands, or only waits for the end of the connection. */
const greetings: Record<NonNullable<SmtpBehaviour['greeting']>, Step> = {
  normal: (socket, options) => {
    socket.write(texts.greeting(options.host));
    readCommands(socket, options, false);
  },
  control: (socket, options) => {
    socket.write(texts.hostileGreeting(options.host));
    readCommands(socket, options, false);
  },
  'two-step': (socket, options) => {
    socket.write(texts.firstGreetingLine(options.host));
    after(socket, twoStepDelayMs * options.delayScale, () => socket.write(texts.greeting(options.host)));
    readCommands(socket, options, false);
  },
  drip: (socket, options) => {
    drip(socket, texts.greeting(options.host), dripDelayMs * options.delayScale);
    readCommands(socket, options, false);
  },
  'huge-line': (socket, options) => {
    socket.write(texts.hugeLine(220));
    readCommands(socket, options, false);
  },
  temporary: (socket, { host }) => socket.end(texts.temporaryGreeting(host)).resume(),
  permanent: (socket, { host }) => socket.end(texts.permanentGreeting(host)).resume(),
  silent: (socket) => socket.resume(),
  endless: (socket) => {
    writeForEver(socket, texts.endlessLine(220));
    socket.resume();
  },
  close: (socket) => socket.destroy(),
};

/** Misbehaviour is for the clear part alone; inside TLS the server is polite. */
const ehloReplies: Record<
  NonNullable<SmtpBehaviour['ehlo']>,
  (socket: Socket, host: string, normal: string) => void
> = {
  normal: (socket, _host, normal) => socket.write(normal),
  'bare-lf': (socket, _host, normal) => socket.write(normal.replaceAll('\r\n', '\n')),
  'mixed-codes': (socket, host) => socket.write(texts.mixedCodesReply(host)),
  refused: (socket) => socket.write('550 5.7.1 no EHLO from you\r\n'),
  endless: (socket) => writeForEver(socket, texts.endlessLine(250)),
  'huge-line': (socket) => socket.write(texts.hugeLine(250)),
  silent: () => undefined,
  close: (socket) => socket.destroy(),
};

const startTlsReplies: Record<Exclude<NonNullable<SmtpBehaviour['startTls']>, 'absent'>, Step> = {
  normal: (socket, options) => {
    socket.write(readyReply);
    handshake(socket, options);
  },
  glued: (socket, options) => {
    socket.write(`${readyReply}${texts.gluedPlaintext}`);
    handshake(socket, options);
  },
  temporary: (socket, options) => {
    socket.write('454 4.7.0 TLS not available due to temporary reason\r\n');
    readCommands(socket, options, false);
  },
  permanent: (socket, options) => {
    socket.write('502 5.5.1 TLS not available\r\n');
    readCommands(socket, options, false);
  },
  silent: (socket) => socket.resume(),
  stall: (socket) => {
    socket.write(readyReply);
    socket.resume();
  },
  garbage: (socket) => {
    socket.write(readyReply);
    socket.once('data', () => socket.end('this is not TLS\r\n'));
  },
  close: (socket) => socket.end(readyReply).resume(),
};

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
        inMessage = line !== '.';
        if (!inMessage) acceptMessage(socket, options, overTls);
        continue;
      }
      const verb = (line.split(/[ :]/, 1)[0] ?? '').toUpperCase();
      options.record.commands.push(verb);
      const reply = verb === 'STARTTLS' && !overTls ? startTlsReply(options) : null;
      if (reply !== null) {
        // Whatever the client sent behind STARTTLS in the clear is dropped (RFC 3207 section 4.2).
        socket.off('data', onData);
        reply(socket, options);
        return;
      }
      inMessage = verb === 'DATA';
      answer(socket, verb, options, overTls);
    }
    if (pending.length > maxPendingBytes) socket.destroy();
  };
  socket.on('data', onData);
}

function startTlsReply({ behaviour: { startTls = 'normal' } }: SessionOptions): Step | null {
  return startTls === 'absent' ? null : startTlsReplies[startTls];
}

function acceptMessage(socket: Socket, { record }: SessionOptions, overTls: boolean): void {
  record.messages.push({ overTls });
  socket.write('250 2.0.0 accepted\r\n');
}

function answer(socket: Socket, verb: string, options: SessionOptions, overTls: boolean): void {
  const { host, behaviour } = options;
  switch (verb) {
    case 'EHLO': {
      const normal = texts.ehloReply(host, !overTls && behaviour.startTls !== 'absent');
      ehloReplies[overTls ? 'normal' : (behaviour.ehlo ?? 'normal')](socket, host, normal);
      return;
    }
    case 'HELO':
      socket.write(`250 ${host}\r\n`);
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
