import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A server process and raw JSON-RPC over its standard streams, so that no client library is part of the figures. */
export interface ServerProcess {
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  /** The next notification of a method. */
  next(method: string): Promise<unknown>;
  stop(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const server = path.join(import.meta.dirname, '..', 'dist', 'server.js');

export function startServerProcess(): ServerProcess {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const replies = new Map<number, (message: Message) => void>();
  const awaited = new Map<string, (params: unknown) => void>();
  let lastId = 0;

  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = (message: Message) => {
    if (message.method === undefined) replies.get(message.id ?? 0)?.(message);
    // The server's own requests, such as registrations, are granted; settings are the defaults.
    else if (message.id !== undefined) send({ id: message.id, result: null });
    else awaited.get(message.method)?.(message.params);
  };
  readMessages(child.stdout, receive);

  const request = (method: string, params: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      lastId += 1;
      replies.set(lastId, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
      send({ id: lastId, method, params });
    });
  return {
    request,
    notify: (method, params) => send({ method, params }),
    next: (method) => new Promise((resolve) => awaited.set(method, resolve)),
    async stop() {
      const exited = once(child, 'exit');
      await request('shutdown', null);
      send({ method: 'exit' });
      await exited;
    },
  };
}

function readMessages(stream: NodeJS.ReadableStream, receive: (message: Message) => void): void {
  let buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(buffer.toString('latin1', 0, Math.max(end, 0)))?.[1]);
      if (end < 0 || buffer.length < end + 4 + length) return;
      const body = buffer.toString('utf8', end + 4, end + 4 + length);
      buffer = buffer.subarray(end + 4 + length);
      receive(JSON.parse(body) as Message);
    }
  });
}

/** Introduces a client that pulls its diagnostics, as VS Code does, or one that is sent them. */
export function initialize(process: ServerProcess, diagnostics: 'pulled' | 'pushed'): Promise<unknown> {
  const textDocument = diagnostics === 'pulled' ? { diagnostic: {} } : { publishDiagnostics: {} };
  return process.request('initialize', { processId: null, rootUri: null, capabilities: { textDocument } });
}
