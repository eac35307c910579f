import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A server process and raw JSON-RPC over its standard streams, so that no client library is part of the figures. */
export interface ServerProcess {
  /** Resolves to the result and the milliseconds from the request to the last byte of its answer. */
  request(method: string, params: unknown): Promise<Answer>;
  notify(method: string, params: unknown): void;
  /** The next notification of a method. */
  next(method: string): Promise<Answer>;
  /** Megabytes of memory that the process holds now; Linux only. */
  residentMemory(): number;
  stop(): Promise<void>;
}

export interface Answer {
  readonly result: unknown;
  /** When its last byte came, by the clock of `performance.now`. */
  readonly at: number;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

type Receive = (message: Message, at: number) => void;

/** Starts a program of Node, given with its arguments. */
export function startServerProcess(command: readonly string[]): ServerProcess {
  const child = spawn(process.execPath, [...command], { stdio: ['pipe', 'pipe', 'inherit'] });
  const replies = new Map<number, Receive>();
  const awaited = new Map<string, (answer: Answer) => void>();
  let lastId = 0;

  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive: Receive = (message, at) => {
    if (message.method === undefined) replies.get(message.id ?? 0)?.(message, at);
    // The server's own requests, such as registrations, are granted; settings are the defaults.
    else if (message.id !== undefined) send({ id: message.id, result: defaultAnswer(message) });
    else awaited.get(message.method)?.({ result: message.params, at });
  };
  readMessages(child.stdout, receive);

  const request = (method: string, params: unknown) =>
    new Promise<Answer>((resolve, reject) => {
      lastId += 1;
      replies.set(lastId, ({ result, error }, at) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve({ result, at });
      });
      send({ id: lastId, method, params });
    });
  return {
    request,
    notify: (method, params) => send({ method, params }),
    next: (method) => new Promise((resolve) => awaited.set(method, resolve)),
    residentMemory: () => residentMemoryOf(child.pid),
    async stop() {
      const exited = once(child, 'exit');
      await request('shutdown', null);
      send({ method: 'exit' });
      await exited;
    },
  };
}

function defaultAnswer({ method, params }: Message): unknown {
  if (method !== 'workspace/configuration') return null;
  return (params as { readonly items: readonly unknown[] }).items.map(() => null);
}

/** Collects the pieces of a message without copying them again and again: answers can be megabytes long. */
function readMessages(stream: NodeJS.ReadableStream, receive: Receive): void {
  let pieces: Buffer[] = [];
  let held = 0;
  let wanted = 0;
  stream.on('data', (piece: Buffer) => {
    pieces.push(piece);
    held += piece.length;
    while (held > 0 && held >= wanted) {
      const at = performance.now();
      const buffer = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
      pieces = [buffer];
      const end = buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(buffer.toString('latin1', 0, end))?.[1]);
      wanted = end + 4 + length;
      if (held < wanted) return;
      const rest = buffer.subarray(wanted);
      pieces = [rest];
      held = rest.length;
      const body = buffer.toString('utf8', end + 4, wanted);
      wanted = 0;
      receive(JSON.parse(body) as Message, at);
    }
  });
}

function residentMemoryOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

/** Introduces a client that pulls its diagnostics, as VS Code does, or one that is sent them. */
export async function initialize(
  server: ServerProcess,
  diagnostics: 'pulled' | 'pushed',
  initializationOptions: unknown = null,
): Promise<Answer> {
  const ofKind =
    diagnostics === 'pulled'
      ? { diagnostic: {} }
      : { publishDiagnostics: { relatedInformation: true }, synchronization: {} };
  const capabilities = { textDocument: { ...ofKind, hover: {}, completion: {} }, workspace: {} };
  const params = { processId: null, rootUri: null, capabilities, initializationOptions };
  const answer = await server.request('initialize', params);
  server.notify('initialized', {});
  return answer;
}
