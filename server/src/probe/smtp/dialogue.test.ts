import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { CauseId } from '../cause';
import { Fault } from '../fault';
import { never, patient } from '../testing/network-means';
import { type Conversation, createConversation } from './conversation';
import { confirmSession, type Opening, openDialogue } from './dialogue';

const opened: { destroy(): unknown }[] = [];
const servers: Server[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.destroy();
  for (const each of servers.splice(0)) each.close();
});

interface Script {
  /** What the server writes: at once, and then for each line that it gets. Null closes. */
  readonly says: readonly (string | null)[];
  readonly signal?: AbortSignal;
}

async function converse({ says, signal = never }: Script, heard: string[] = []): Promise<Conversation> {
  const server = createServer((socket) => serve(socket, [...says], heard));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  opened.push(socket);
  await once(socket, 'connect');
  return createConversation(socket, signal);
}

function serve(socket: Socket, says: (string | null)[], heard: string[]): void {
  opened.push(socket);
  socket.on('error', () => socket.destroy());
  const speak = (): void => {
    const next = says.shift();
    if (next === null) socket.end();
    else if (next !== undefined) socket.write(next);
  };
  socket.on('data', (chunk) => {
    heard.push(chunk.toString());
    speak();
  });
  speak();
}

const options = { heloName: 'client.example', deadlines: patient };

async function open(script: Script, heard: string[] = [], heloName = options.heloName): Promise<Opening> {
  return openDialogue(await converse(script, heard), { ...options, heloName }, () => undefined);
}

const greeting = '220 mx.example\r\n';
const ehlo = '250-mx.example\r\n250-SIZE 1\r\n250 starttls\r\n';

describe('the dialogue in the clear', () => {
  it.each<[string, Script['says'], Opening['outcome'], CauseId?]>([
    ['as it should be', [greeting, ehlo, '220 go\r\n'], 'ready'],
    ['a greeting in two chunks', ['220-mx.example\r\n220 mx', ehlo], 'untested', 'greeting-timeout'],
    ['no STARTTLS', [greeting, '250-mx.example\r\n250 SIZE 1\r\n'], 'no-starttls'],
    ['STARTTLS as the name of the server', [greeting, '250 STARTTLS\r\n'], 'no-starttls'],
    ['another word', [greeting, '250-mx.example\r\n250 STARTTLSX\r\n'], 'no-starttls'],
    ['a greeting with another code', ['250 mx.example\r\n'], 'untested', 'protocol-error'],
    ['a greeting that turns into a refusal', ['220-wait\r\n521 5.3.2 no\r\n'], 'untested', 'protocol-error'],
    ['a reply to EHLO with another code', [greeting, '220 mx.example\r\n'], 'untested', 'protocol-error'],
    ['a temporary reply to EHLO', [greeting, '451 later\r\n'], 'untested', 'temporary-reply'],
    ['HELO alone', [greeting, '502 5.5.1 what?\r\n', '250 mx.example\r\n'], 'no-starttls'],
    ['neither EHLO nor HELO', [greeting, '550 no\r\n', '550 no\r\n'], 'untested', 'permanent-reply'],
    ['HELO refused for now', [greeting, '502 what?\r\n', '450 later\r\n'], 'untested', 'permanent-reply'],
    ['the end instead of a reply to HELO', [greeting, '502 what?\r\n', null], 'untested', 'connection-closed'],
    ['STARTTLS refused for now', [greeting, ehlo, '454 later\r\n'], 'starttls-refused', 'temporary-reply'],
    ['STARTTLS with a strange reply', [greeting, ehlo, '250 what?\r\n'], 'starttls-refused', 'protocol-error'],
    ['more than it was asked', [`${greeting}250 and more\r\n`, ehlo], 'untested', 'protocol-error'],
    ['the beginning of more', [`${greeting}25`, ehlo], 'untested', 'protocol-error'],
    ['plaintext behind STARTTLS', [greeting, ehlo, '220 go\r\n250 x\r\n'], 'untested', 'plaintext-after-starttls'],
    ['a part of a line behind STARTTLS', [greeting, ehlo, '220 go\r\n2'], 'untested', 'plaintext-after-starttls'],
    ['the end instead of STARTTLS', [greeting, ehlo, null], 'untested', 'connection-closed'],
  ])('%s', async (_what, says, outcome, cause) => {
    const deadlines = cause === 'greeting-timeout' ? { ...patient, greeting: 200 } : patient;
    const conversation = await converse({ says });
    const opening = await openDialogue(conversation, { ...options, deadlines }, () => undefined);
    expect(opening.outcome).toBe(outcome);
    expect('cause' in opening ? opening.cause.id : undefined).toBe(cause);
  });

  it('says nothing but EHLO and STARTTLS', async () => {
    const heard: string[] = [];
    await open({ says: [greeting, ehlo, '220 go\r\n'] }, heard);
    expect(heard).toEqual(['EHLO client.example\r\n', 'STARTTLS\r\n']);
  });

  it('says HELO only where EHLO is refused for good, and no STARTTLS after it', async () => {
    const heard: string[] = [];
    const opening = await open({ says: [greeting, '502 what?\r\n', '250 mx.example\r\n'] }, heard);
    expect(heard).toEqual(['EHLO client.example\r\n', 'HELO client.example\r\n']);
    expect(opening.replies).toEqual({
      greeting: { code: 220, lines: ['mx.example'] },
      ehlo: { code: 502, lines: ['what?'] },
      helo: { code: 250, lines: ['mx.example'] },
    });
    heard.length = 0;
    await open({ says: [greeting, '421 later\r\n'] }, heard);
    expect(heard).toEqual(['EHLO client.example\r\n']);
  });

  it.each(['', 'a b', 'a\r\nMAIL FROM:<>', 'ä', 'x'.repeat(256)])('never sends the name %j', async (name) => {
    const heard: string[] = [];
    const opening = await open({ says: [greeting, ehlo] }, heard, name);
    expect(opening).toMatchObject({ outcome: 'untested', cause: { id: 'protocol-error' } });
    expect(heard).toEqual([]);
  });

  it('tells the reply that refused, on one line', async () => {
    const opening = await open({ says: [`421-4.3.2 \u001b[1mtoo\r\n421 busy ${'x'.repeat(300)}\r\n`] });
    const text = 'cause' in opening ? opening.cause.text : '';
    expect(text).toMatch(/^the greeting is 421 4\.3\.2 \\u\{1b\}\[1mtoo busy x+…$/);
    expect(text.length).toBeLessThanOrEqual(201);
  });

  it('keeps what was seen when it is stopped for a reason that is a cause', async () => {
    const controller = new AbortController();
    const conversation = await converse({ says: [greeting], signal: controller.signal });
    const opening = openDialogue(conversation, options, (kind) => {
      if (kind === 'starttls') setImmediate(() => controller.abort(new Fault('deadline', 'time is over')));
    });
    expect(await opening).toEqual({
      replies: { greeting: { code: 220, lines: ['mx.example'] } },
      outcome: 'untested',
      cause: { id: 'deadline', text: 'time is over' },
    });
  });
});

describe('EHLO inside TLS', () => {
  it.each<[string, string | null, CauseId]>([
    ['is refused for now', '451 later\r\n', 'temporary-reply'],
    ['is refused', '550 no\r\n', 'permanent-reply'],
    ['ends the connection', null, 'connection-closed'],
  ])('%s', async (_what, reply, cause) => {
    const conversation = await converse({ says: ['', reply] });
    await expect(confirmSession(conversation, options)).rejects.toMatchObject({ id: cause });
  });
});
