import { createServer, type Server, type Socket } from 'node:net';
import type { SmtpBehaviour } from '../scenario';
import { listen, stopServer } from '../sockets';
import { createDoor } from './busy';
import type { TlsContexts } from './contexts';
import { type ConnectionRecord, serveSession } from './session';

/** A host's server at one of its addresses. */
export interface SmtpServer {
  readonly address: string;
  /** Where it really listens. */
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface SmtpServerOptions {
  readonly name: string;
  readonly address: string;
  /** Asked at each connection, since it may change at run time. */
  readonly current: () => { readonly behaviour: SmtpBehaviour; readonly contexts: TlsContexts };
  readonly delayScale: number;
  readonly onConnection: (record: ConnectionRecord) => void;
}

/** @param port 0 for any free one. */
export async function startSmtpServer(options: SmtpServerOptions, host = '127.0.0.1', port = 0): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const admit = createDoor(options.delayScale);
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const record: ConnectionRecord = {
      host: options.name,
      address: options.address,
      serverName: null,
      protocol: null,
      commands: [],
      messages: [],
      open: true,
    };
    options.onConnection(record);
    const { behaviour, contexts } = options.current();
    const { name, delayScale } = options;
    serveSession(socket, { host: name, behaviour: admit(behaviour), contexts, record, delayScale });
  });
  const bound = await listen(server, host, port);
  return { address: options.address, host, port: bound, stop: async () => stopServer(server, sockets) };
}
