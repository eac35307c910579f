import { describe, expect, it } from 'vitest';
import {
  type CodeAction,
  ExecuteCommandRequest,
  type TextDocumentEdit,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ProbeResult } from '../../server/src/lsp/probe-request';
import { setUpProbing, start0, uri } from './probing';
import { until } from './until';

const world = setUpProbing();

/** The actions that put another entry in the place of a scenario's. */
async function replacements(id: string): Promise<readonly CodeAction[]> {
  const actions = await world.editor.actions(uri, world.scenario(id).domain);
  return actions.filter(({ title }) => /^(Replace by|Insert) "/.test(title));
}

/** The entries in the titles, without the domain. */
async function offered(id: string): Promise<readonly string[]> {
  const { domain } = world.scenario(id);
  return (await replacements(id)).map(({ title }) => (/"([^"]*)"/.exec(title)?.[1] ?? '').replace(`${domain} `, ''));
}

async function run(action: CodeAction | undefined): Promise<ProbeResult> {
  const { command, arguments: args } = action?.command ?? { command: 'none is offered' };
  const result: unknown = await world.editor.connection.sendRequest(ExecuteCommandRequest.type, {
    command,
    ...(args === undefined ? {} : { arguments: args }),
  });
  return result as ProbeResult;
}

/** Opens a text in which `DOMAIN` stands for a scenario's domain, and probes that. */
async function probed(text: string, id: string): Promise<void> {
  const { domain } = world.scenario(id);
  world.editor.open(uri, text.replaceAll('DOMAIN', domain));
  expect(await replacements(id)).toEqual([]);
  await world.probe(domain);
}

describe('after a probe that proves that the domain takes no mail', () => {
  const deletions = async (id: string) =>
    (await world.editor.actions(uri, world.scenario(id).domain)).filter(({ title }) => title.startsWith('Delete '));

  it.each(['null-mx', 'no-such-domain', 'no-mail', 'mx-nowhere'])(
    'the entry of %s can be deleted, and nothing else goes with it',
    async (id) => {
      const { domain } = world.scenario(id);
      world.editor.open(uri, `# why\na.example may\n${domain}\n  secure\n# next\nb.example may\n`);
      expect(await deletions(id)).toEqual([]);
      expect(await world.probe(domain)).toMatchObject({ outcome: 'none' });
      const [action, ...others] = await deletions(id);
      expect(others).toEqual([]);
      expect(action).toMatchObject({
        title: `Delete the entry of ${domain}: the domain takes no mail`,
        kind: 'refactor.rewrite',
      });
      expect(action?.isPreferred).toBeUndefined();
      const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
      expect(change?.textDocument).toEqual({ uri, version: world.editor.version(uri) });
      const text = TextDocument.create(uri, '', 0, world.editor.text(uri));
      expect(TextDocument.applyEdits(text, (change?.edits ?? []) as TextEdit[])).toBe(
        '# why\na.example may\n# next\nb.example may\n',
      );
    },
  );

  it.each(['self-signed', 'dead', 'dns-silent', 'bogus-mx'])('that of %s can not', async (id) => {
    const { domain } = world.scenario(id);
    world.editor.open(uri, `${domain} secure\n`);
    await world.probe(domain);
    expect(await deletions(id)).toEqual([]);
  });
});

describe('after a probe', () => {
  it.each<[string, string, readonly string[]]>([
    // `may` became the advised entry by the probe.
    ['dane-ee', 'DOMAIN may\n', ['dane-only']],
    ['dane-ee-pkix', 'DOMAIN may\n', ['dane-only', 'secure']],
    ['dane-ee-pkix', 'DOMAIN secure\n', ['dane', 'dane-only']],
    // Weaker than what stands there.
    ['dane-ee', 'DOMAIN dane-only\n', []],
    ['dane-ee', 'DOMAIN dane ciphers=high\n', ['dane-only ciphers=high']],
    ['secure-nexthop-name', 'DOMAIN encrypt\n', []],
    ['self-signed', 'DOMAIN encrypt\n', []],
  ])('of %s, %j is offered %j', async (id, text, entries) => {
    await probed(text, id);
    const actions = await replacements(id);
    expect(await offered(id)).toEqual(entries);
    for (const action of actions) {
      expect(action).toMatchObject({ kind: 'refactor.rewrite' });
      expect(action.title).toMatch(/^Replace by "[^"]+": \S.{10,}/);
      expect(action.isPreferred).toBeUndefined();
      expect(action.edit).toBeUndefined();
    }
  });

  it('says what it costs', async () => {
    await probed('DOMAIN may\n', 'dane-ee');
    const [action] = await replacements('dane-ee');
    expect(action?.title).toContain('Mail waits while TLSA records are missing');
  });

  it('offers it on that domain only', async () => {
    await probed('DOMAIN may\nother.example secure\n', 'dane-ee');
    const actions = await world.editor.actions(uri, 'other.example');
    expect(actions.filter(({ title }) => title.startsWith('Replace by'))).toEqual([]);
  });
});

describe('replace by another entry', () => {
  it.each([
    [
      'keeps attributes and columns',
      'DOMAIN    dane protocols=>=TLSv1.2\n',
      'DOMAIN    dane-only protocols=>=TLSv1.2\n',
    ],
    [
      'touches nothing else',
      '# a\r\nx.example may\r\nDOMAIN dane\r\n# b\r\n',
      '# a\r\nx.example may\r\nDOMAIN dane-only\r\n# b\r\n',
    ],
    ['keeps continuation lines', 'DOMAIN\n  dane\n  ciphers=high\n', 'DOMAIN\n  dane-only\n  ciphers=high\n'],
  ])('%s', async (_, before, after) => {
    const { domain } = world.scenario('dane-ee');
    await probed(before, 'dane-ee');
    const asked = world.lab.questions().length;
    const [action] = await replacements('dane-ee');
    expect(await run(action)).toMatchObject({ outcome: 'inserted' });
    expect(world.editor.text(uri).replaceAll(domain, 'DOMAIN')).toBe(after);
    expect(world.editor.edits).toHaveLength(1);
    expect(world.lab.questions()).toHaveLength(asked);
    expect(await offered('dane-ee')).toEqual([]);
  });

  it('finds the entry at its new place', async () => {
    const { domain } = world.scenario('dane-ee');
    await probed('DOMAIN dane\n', 'dane-ee');
    const [action] = await replacements('dane-ee');
    world.editor.beforeEdit = () => {
      world.editor.beforeEdit = undefined;
      world.editor.change(uri, start0, '# above\nother.example secure\n');
    };
    expect(await run(action)).toMatchObject({ outcome: 'inserted', entry: `${domain} dane-only` });
    expect(world.editor.text(uri)).toBe(`# above\nother.example secure\n${domain} dane-only\n`);
  });

  it.each<[string, string, string, RegExp]>([
    ['its entry has gone', '# nothing', 'refused', /no entry/],
    ['a person wrote the same', 'DOMAIN dane-only', 'kept', /stays/],
    ['an attribute could not stay', 'DOMAIN secure tafile=/etc/postfix/ta.pem', 'kept', /tafile=/],
  ])('leaves the document as it is when %s', async (_, now, outcome, message) => {
    const { domain } = world.scenario('dane-ee');
    await probed('DOMAIN dane\n', 'dane-ee');
    const [action] = await replacements('dane-ee');
    const text = now.replace('DOMAIN', domain);
    world.editor.replace(uri, `${domain} dane`, text);
    const result = await run(action);
    expect(result.outcome).toBe(outcome);
    expect(result.message).toMatch(message);
    expect(world.editor.text(uri)).toBe(`${text}\n`);
    expect(world.editor.edits).toEqual([]);
  });

  it.each([
    ['Insert', 'inserted'],
    ['Cancel', 'cancelled'],
    [null, 'cancelled'],
  ])('asks about names from plain DNS first; the answer is %j', async (answer, outcome) => {
    const { confirm } = world.scenario('mpg').truth.dnssec;
    world.editor.answer = () => null;
    // Another protection, which a probe does not replace.
    await probed('DOMAIN secure match=mx.former-provider.example\n', 'mpg');
    expect(world.editor.questions).toEqual([]);
    const before = world.editor.text(uri);
    const [action] = await replacements('mpg');
    expect(action?.title).toContain(world.truth('mpg'));
    world.editor.answer = () => answer;
    expect(await run(action)).toMatchObject({ outcome });
    expect(world.editor.questions).toHaveLength(1);
    for (const name of confirm) expect(world.editor.questions[0]?.message).toContain(name);
    if (outcome === 'cancelled') expect(world.editor.text(uri)).toBe(before);
    else {
      expect(world.editor.text(uri)).toMatch(/^# tls-policy-probe: .*names from plain DNS/);
      expect(world.lineOf('mpg')).toBe(world.truth('mpg'));
    }
  });

  it('inserts at a bare domain what would override its own DANE, when that is chosen', async () => {
    const id = 'dane-wrong-digest';
    await probed('DOMAIN\n', id);
    const [action] = await replacements(id);
    expect(action?.title).toMatch(/^Insert ".* secure": It overrides the domain's own DANE/);
    expect(await run(action)).toMatchObject({ outcome: 'inserted' });
    expect(world.lineOf(id)).toBe(`${world.scenario(id).domain} secure`);
  });

  it.each<[string, object, RegExp]>([
    ['an entry that no probe found', { entry: 'DOMAIN secure match=evil.example' }, /does not show/],
    ['no entry', {}, /needs an "entry"/],
    ['a domain that was not probed', { key: 'other.example', entry: 'other.example dane' }, /probe it again/],
  ])('is refused for %s', async (_, place, message) => {
    const { domain } = world.scenario('dane-ee');
    await probed('DOMAIN dane\nother.example secure\n', 'dane-ee');
    const text = world.editor.text(uri);
    const request = JSON.parse(JSON.stringify({ uri, key: domain, ...place }).replaceAll('DOMAIN', domain)) as object;
    const result = await run({
      title: '',
      command: { title: '', command: 'postfixTlsPolicy.server.replace', arguments: [request] },
    });
    expect(result).toMatchObject({ outcome: 'refused', entry: null });
    expect(result.message).toMatch(message);
    expect(world.editor.text(uri)).toBe(text);
  });

  it('waits for a probe of the same entry', async () => {
    const { domain } = world.scenario('two-step-greeting');
    await probed('DOMAIN secure\n', 'two-step-greeting');
    const connections = world.lab.connections().length;
    // By the same means nobody would be asked again so soon.
    world.editor.settings = { ...world.editor.settings, heloName: 'other.example' };
    const again = world.probe(domain);
    await until('the connection to the mail server', () => world.lab.connections().length > connections);
    const args = [{ uri, key: domain, entry: `${domain} secure` }];
    const action = { title: '', command: { title: '', command: 'postfixTlsPolicy.server.replace', arguments: args } };
    expect(await run(action)).toMatchObject({ outcome: 'refused' });
    expect(await again).toMatchObject({ outcome: 'kept' });
  });
});
