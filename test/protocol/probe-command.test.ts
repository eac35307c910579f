import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource, type ExecuteCommandParams, ExecuteCommandRequest } from 'vscode-languageserver/node';
import { type Lab, startLab } from '../../lab/lab';
import type { Scenario } from '../../lab/scenario';
import type { ProbeResult } from '../../server/src/lsp/probe-request';
import { type BuiltServer, buildServer } from './build-server';
import {
  type EditorOptions,
  type EditorWithServer,
  followProgress,
  fullCapabilities,
  startEditor,
  without,
} from './editor';
import { until } from './until';

const uri = 'file:///etc/postfix/tls_policy';
const start0 = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-lab-'));

let lab: Lab;
let server: BuiltServer;
let settings: Record<string, unknown>;
let editor: EditorWithServer;
beforeAll(async () => {
  [lab, server] = await Promise.all([startLab({ delayScale: 0.02 }), buildServer()]);
  settings = {
    resolver: `${lab.resolver.host}:${lab.resolver.port}`,
    route: `socks5://${lab.socks.host}:${lab.socks.port}`,
    allowAddresses: lab.allowAddresses,
    probeDeadline: 20,
    ...(await lab.files(folder)),
  };
});
afterAll(async () => {
  server.remove();
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => start());
afterEach(async () => {
  expect(await editor.stop()).toBe(0);
  lab.reset();
});

async function start(options: EditorOptions = {}): Promise<void> {
  editor = await startEditor([server.file, '--stdio'], { settings, ...options });
}

async function restart(options: EditorOptions): Promise<void> {
  await editor.stop();
  await start(options);
}

function scenario(id: string): Scenario {
  const found = lab.scenarios.find((each) => each.id === id);
  if (!found) throw new Error(`the lab has no scenario ${id}`);
  return found;
}

/** The entry that is right for a scenario, by its truth. */
function truth(id: string): string {
  const { entry } = scenario(id).truth.dnssec;
  if (entry === null) throw new Error(`${id} has no entry`);
  return entry;
}

function request(key: string): ExecuteCommandParams {
  return { command: 'postfixTlsPolicy.server.probe', arguments: [{ uri, key }] };
}

/** Probes as the code action does. */
async function probe(key: string, more: Partial<ExecuteCommandParams> = {}): Promise<ProbeResult> {
  const result: unknown = await editor.connection.sendRequest(ExecuteCommandRequest.type, { ...request(key), ...more });
  return result as ProbeResult;
}

/** Opens a document with one bare domain and probes it. */
async function probeBare(id: string): Promise<ProbeResult> {
  editor.open(uri, `${scenario(id).domain}\n`);
  return probe(scenario(id).domain);
}

/** The domain's line as tokens with single blanks: how columns are set is the editor's matter. */
function lineOf(id: string): string {
  const { domain } = scenario(id);
  const line = editor
    .text(uri)
    .split('\n')
    .find((each) => each.split(/\s+/)[0] === domain);
  return (line ?? '').split(/\s+/).join(' ');
}

describe('a probe', () => {
  it.each(['dane-ee', 'dane-ta', 'secure-mx-name', 'secure-nsec3'])('inserts the entry of %s', async (id) => {
    const result = await probeBare(id);
    expect(result).toMatchObject({ outcome: 'inserted', entry: truth(id) });
    expect(lineOf(id)).toBe(truth(id));
    expect(editor.edits).toHaveLength(1);
    expect(editor.questions).toEqual([]);
    await until('the message', () => editor.messages.some((message) => message.includes(truth(id))));
    expect(await editor.diagnose(uri)).toEqual([]);
  });

  it.each([
    ['dane-wrong-digest', 'none'],
    ['bogus-zone', 'none'],
    ['no-starttls', 'none'],
    ['self-signed', 'none'],
    ['null-mx', 'none'],
    ['mx-servfail', 'untested'],
    ['outside', 'untested'],
    ['refused', 'untested'],
  ])('leaves %s alone and says why: %s', async (id, outcome) => {
    const { domain } = scenario(id);
    const result = await probeBare(id);
    expect(result).toMatchObject({ outcome, entry: null });
    expect(result.message).toContain(outcome === 'none' ? 'nothing can be guaranteed' : 'could not be tested');
    expect(result.message).toContain(domain);
    expect(editor.text(uri)).toBe(`${domain}\n`);
    expect(editor.edits).toEqual([]);
  });

  it('touches nothing but its own line', async () => {
    const { domain } = scenario('dane-ee');
    const text = `# Head\n\nfirst.example\tencrypt\n${domain}    encrypt\n# tail\nlast.example secure # x\n`;
    editor.open(uri, text);
    expect(await probe(domain)).toMatchObject({ outcome: 'inserted' });
    expect(editor.text(uri)).toBe(text.replace(`${domain}    encrypt`, `${domain}    dane`));
  });

  it('keeps the other attributes of the entry', async () => {
    const { domain } = scenario('dane-ee');
    editor.open(uri, `${domain} encrypt protocols=>=TLSv1.2 ciphers=high\n`);
    expect(await probe(domain)).toMatchObject({ outcome: 'inserted' });
    expect(lineOf('dane-ee')).toBe(`${domain} dane protocols=>=TLSv1.2 ciphers=high`);
  });

  it('keeps an entry that is right already', async () => {
    editor.open(uri, `${truth('dane-ee')}\n`);
    expect(await probe(scenario('dane-ee').domain)).toMatchObject({ outcome: 'kept', entry: truth('dane-ee') });
    expect(editor.edits).toEqual([]);
  });

  it('finds the entry by a position, too', async () => {
    editor.open(uri, `# x\n${scenario('dane-ee').domain}\n`);
    const position = { line: 1, character: 2 };
    const params = { command: 'postfixTlsPolicy.server.probe', arguments: [{ uri, position }] };
    expect(await editor.connection.sendRequest(ExecuteCommandRequest.type, params)).toMatchObject({
      outcome: 'inserted',
    });
  });

  it('advises by the profile of the settings', async () => {
    editor.settings = { ...settings, profile: 'any' };
    const id = 'dane-ee-pkix';
    expect(await probeBare(id)).toMatchObject({ outcome: 'inserted', entry: scenario(id).truth.any.entry });
  });
});

describe('names from plain DNS', () => {
  const id = 'mpg';

  it('are shown first, and inserted after a yes, with a comment that tells where they come from', async () => {
    editor.answer = () => 'Insert';
    const result = await probeBare(id);
    expect(result).toMatchObject({ outcome: 'inserted', entry: truth(id) });
    expect(editor.questions).toHaveLength(1);
    expect(editor.questions[0]?.actions?.map(({ title }) => title)).toEqual(['Insert', 'Show evidence', 'Cancel']);
    for (const name of scenario(id).truth.dnssec.confirm) expect(editor.questions[0]?.message).toContain(name);
    expect(lineOf(id)).toBe(truth(id));
    expect(editor.text(uri)).toMatch(/^# /);
    expect(editor.edits).toHaveLength(1);
  });

  it.each(['Cancel', null])('are not inserted after the answer %j', async (answer) => {
    editor.answer = () => answer;
    expect(await probeBare(id)).toMatchObject({ outcome: 'cancelled' });
    expect(editor.text(uri)).toBe(`${scenario(id).domain}\n`);
  });

  it('can be judged by the evidence, which is asked for and then asked again', async () => {
    const answers = ['Show evidence', 'Show evidence', 'Insert'];
    editor.answer = (_, index) => answers[index] ?? null;
    expect(await probeBare(id)).toMatchObject({ outcome: 'inserted' });
    expect(editor.questions).toHaveLength(3);
    expect(editor.shown).toHaveLength(2);
    expect(editor.shown[0]).toMatch(/^postfix-tls-evidence:\//);
    const report = await editor.connection.sendRequest('workspace/textDocumentContent', { uri: editor.shown[0] });
    for (const host of scenario(id).truth.dnssec.confirm) expect((report as { text: string }).text).toContain(host);
  });

  it('are asked about only after the progress has ended', async () => {
    const ended: boolean[] = [];
    editor.answer = () => {
      ended.push(...[...editor.progress.values()].map((seen) => seen.ended));
      return 'Cancel';
    };
    await probeBare(id);
    expect(ended).toEqual([true]);
  });

  it('are asked about again by a new probe, which withdraws the open question', async () => {
    const first = probeBare(id);
    await until('the first question', () => editor.questions.length === 1);
    editor.answer = () => 'Insert';
    expect(await probe(scenario(id).domain)).toMatchObject({ outcome: 'inserted' });
    expect(await first).toMatchObject({ outcome: 'cancelled' });
    expect(lineOf(id)).toBe(truth(id));
  });

  it('are not inserted into a document that was closed meanwhile', async () => {
    const result = probeBare(id);
    await until('the question', () => editor.questions.length === 1);
    editor.close(uri);
    expect(await result).toMatchObject({ outcome: 'cancelled' });
    expect(editor.edits).toEqual([]);
  });

  it('go without the evidence in an editor that can show no document', async () => {
    await restart({ capabilities: { ...fullCapabilities, window: {} } });
    editor.answer = () => 'Insert';
    expect(await probeBare(id)).toMatchObject({ outcome: 'inserted' });
    expect(editor.questions[0]?.actions?.map(({ title }) => title)).toEqual(['Insert', 'Cancel']);
  });

  it('are shown in a file by an editor without virtual documents', async () => {
    const workspace = without(fullCapabilities.workspace, 'textDocumentContent');
    await restart({ capabilities: { ...fullCapabilities, workspace } });
    const answers = ['Show evidence', 'Cancel'];
    editor.answer = (_question, index) => answers[index] ?? null;
    await probeBare(id);
    const path = fileURLToPath(editor.shown[0] ?? '');
    expect(readFileSync(path, 'utf8')).toContain(scenario(id).domain);
    await restart({});
    expect(existsSync(path)).toBe(false);
  });
});

describe('the report', () => {
  it('can be opened from the message that tells the outcome', async () => {
    editor.answer = () => 'Show evidence';
    const result = await probeBare('self-signed');
    await until('the report', () => editor.shown.length === 1);
    const report = await editor.connection.sendRequest('workspace/textDocumentContent', { uri: editor.shown[0] });
    expect((report as { text: string }).text).toContain(scenario('self-signed').domain);
    expect(result.outcome).toBe('none');
  });
});

describe('progress', () => {
  it('uses the token of the request and names what is asked', async () => {
    followProgress(editor, 'mine');
    editor.open(uri, `${scenario('dane-ee').domain}\n`);
    await probe(scenario('dane-ee').domain, { workDoneToken: 'mine' });
    const seen = editor.progress.get('mine');
    expect([...editor.progress.keys()]).toEqual(['mine']);
    expect(seen?.title).toBe(`Probing ${scenario('dane-ee').domain}`);
    expect(seen?.messages.join('\n')).toMatch(/MX records of[^]*TLSA records of[^]*STARTTLS with/);
    expect(seen?.ended).toBe(true);
  });

  it('is created by the server otherwise', async () => {
    await probeBare('dane-ee');
    const [seen] = editor.progress.values();
    expect(seen?.ended).toBe(true);
    expect(seen?.messages.length).toBeGreaterThan(0);
  });

  it('is left out where the editor has none', async () => {
    await restart({ capabilities: { ...fullCapabilities, window: {} } });
    expect(await probeBare('dane-ee')).toMatchObject({ outcome: 'inserted' });
    expect(editor.progress.size).toBe(0);
  });
});

describe('a probe that is disturbed', () => {
  /** Begins a probe of a mail server that says nothing. */
  async function hang(): Promise<{ readonly result: Promise<ProbeResult>; readonly domain: string; cancel(): void }> {
    const { domain } = scenario('silent');
    const cancellation = new CancellationTokenSource();
    editor.open(uri, `first.example secure\n${domain}\n`);
    const result = editor.connection.sendRequest(ExecuteCommandRequest.type, request(domain), cancellation.token);
    await until('the connection to the mail server', () => lab.connections().length > 0);
    return { result: result as Promise<ProbeResult>, domain, cancel: () => cancellation.cancel() };
  }

  async function quickly(result: Promise<ProbeResult>): Promise<ProbeResult> {
    const from = performance.now();
    const answer = await result;
    expect(performance.now() - from).toBeLessThan(2_000);
    return answer;
  }

  it.each<[string, (probe: { cancel(): void }) => void]>([
    ['the request is cancelled', (running) => running.cancel()],
    ['its progress is cancelled', () => editor.cancelProgress()],
    ['the document is closed', () => editor.close(uri)],
  ])('ends at once when %s, and changes nothing', async (_, disturb) => {
    const running = await hang();
    disturb(running);
    expect(await quickly(running.result)).toMatchObject({ outcome: 'cancelled' });
    await until('the end of the connections', () => lab.connections().every(({ open }) => !open));
    expect(editor.edits).toEqual([]);
    expect(editor.messages).toEqual([]);
    expect([...editor.progress.values()].every(({ ended }) => ended)).toBe(true);
  });

  it('is not begun twice for one entry', async () => {
    const running = await hang();
    const second = await probe(running.domain);
    expect(second).toMatchObject({ outcome: 'refused' });
    expect(second.message).toContain('already');
    running.cancel();
    expect(await running.result).toMatchObject({ outcome: 'cancelled' });
  });

  it('goes away with the server', async () => {
    const running = await hang();
    running.result.catch(() => undefined);
    expect(await editor.stop()).toBe(0);
    await until('the end of the connections', () => lab.connections().every(({ open }) => !open));
    await start();
  });

  it('writes at the new place when the document has changed', async () => {
    const { domain } = scenario('dane-ee');
    editor.open(uri, `${domain}\n`);
    let changes = 0;
    editor.beforeEdit = () => {
      changes += 1;
      if (changes === 1) editor.change(uri, start0, '# typed while the probe was under way\nother.example secure\n');
    };
    expect(await probe(domain)).toMatchObject({ outcome: 'inserted' });
    const lines = editor.text(uri).split('\n');
    expect(lines.slice(0, 2)).toEqual(['# typed while the probe was under way', 'other.example secure']);
    expect(lineOf('dane-ee')).toBe(truth('dane-ee'));
    expect(editor.edits).toHaveLength(2);
  });

  it('is refused when the entry has gone', async () => {
    const { domain } = scenario('dane-ee');
    editor.open(uri, `${domain}\n`);
    editor.beforeEdit = () => {
      editor.beforeEdit = undefined;
      editor.replace(uri, domain, 'other.example');
    };
    const result = await probe(domain);
    expect(result).toMatchObject({ outcome: 'refused' });
    expect(result.message).toContain('no longer');
    expect(editor.text(uri)).toBe('other.example\n');
  });

  it('keeps what a person wrote in the meantime, when that is as good', async () => {
    const { domain } = scenario('dane-ee');
    editor.open(uri, `${domain}\n`);
    editor.beforeEdit = () => {
      editor.beforeEdit = undefined;
      editor.replace(uri, domain, `${domain} dane`);
    };
    expect(await probe(domain)).toMatchObject({ outcome: 'kept' });
    expect(editor.text(uri)).toBe(`${domain} dane\n`);
  });

  it('gives up on a document that never rests', async () => {
    const { domain } = scenario('dane-ee');
    editor.open(uri, `${domain}\n`);
    editor.beforeEdit = () => editor.change(uri, start0, '# x\n');
    expect(await probe(domain)).toMatchObject({ outcome: 'refused' });
    expect(editor.text(uri)).toMatch(new RegExp(`^(# x\n)+${domain}\n$`));
  });
});

describe('a probe that is refused', () => {
  it('in an untrusted workspace, until it is trusted', async () => {
    await restart({ initializationOptions: { workspaceTrusted: false } });
    const refused = await probeBare('dane-ee');
    expect(refused).toMatchObject({ outcome: 'refused' });
    expect(refused.message).toContain('trusted workspace');
    expect(lab.questions()).toEqual([]);
    expect(await editor.diagnose(uri)).not.toEqual([]);
    await editor.connection.sendNotification('postfixTlsPolicy/didGrantWorkspaceTrust');
    expect(await probe(scenario('dane-ee').domain)).toMatchObject({ outcome: 'inserted' });
  });

  it.each([
    ['an unknown key', { key: 'absent.example' }],
    ['a .domain', { key: '.example.net' }],
    ['a wildcard', { key: '*.example.net' }],
    ['a place without entry', { position: start0.start }],
    ['no place at all', {}],
    ['a closed document', { uri: 'file:///closed', key: 'example.net' }],
  ])('for %s', async (_, place) => {
    editor.open(uri, '# comment\n.example.net secure\n*.example.net secure\nexample.net secure\n');
    const params = { command: 'postfixTlsPolicy.server.probe', arguments: [{ uri, ...place }] };
    const result: unknown = await editor.connection.sendRequest(ExecuteCommandRequest.type, params);
    expect(result).toMatchObject({ outcome: 'refused', entry: null });
    expect(lab.questions()).toEqual([]);
  });

  it.each([
    ['route', 'socks5://nowhere'],
    ['resolver', 'not an address!'],
    ['caFile', '/absent/ca.pem'],
    ['trustAnchors', '/absent/anchor.ds'],
    ['allowAddresses', 'everything'],
    ['smtpPort', -1],
  ])('by a setting that can not be used: %s', async (name, value) => {
    editor.settings = { ...settings, [name]: value };
    const result = await probeBare('dane-ee');
    expect(result).toMatchObject({ outcome: 'refused' });
    expect(result.message).toContain(`postfixTlsPolicy.${name}`);
    expect(lab.questions()).toEqual([]);
    expect([...editor.progress.values()].every(({ ended }) => ended)).toBe(true);
  });

  it('never asks a folder whom to contact', async () => {
    await probeBare('dane-ee');
    expect(editor.askedScopes).toContain(undefined);
    expect(editor.askedScopes.filter((scope) => scope !== undefined)).toEqual([uri]);
  });
});

describe('a lab that dies in the middle', () => {
  it('leaves a server that answers, an unchanged document and no edit', async () => {
    const dying = await startLab({ scenarios: lab.scenarios.filter(({ id }) => id === 'silent') });
    editor.settings = {
      ...settings,
      resolver: `${dying.resolver.host}:${dying.resolver.port}`,
      route: `socks5://${dying.socks.host}:${dying.socks.port}`,
      ...(await dying.files(join(folder, 'dying'))),
    };
    const { domain } = scenario('silent');
    editor.open(uri, `${domain}\n`);
    const result = probe(domain);
    await until('the connection to the mail server', () => dying.connections().length > 0);
    await dying.stop();
    expect(await result).toMatchObject({ outcome: 'untested', entry: null });
    expect(editor.text(uri)).toBe(`${domain}\n`);
    expect(await editor.diagnose(uri)).not.toEqual([]);
  });
});
