import { describe, expect, it } from 'vitest';
import { type CodeAction, ExecuteCommandRequest } from 'vscode-languageserver/node';
import type { ProbeResult } from '../../server/src/lsp/probe-request';
import type { VerifyResult } from '../../server/src/lsp/verify-request';
import { setUpProbing, uri } from './probing';

const world = setUpProbing();

/** `{id}` in a text stands for the domain of a scenario. All of these lie below `.example`. */
function withDomains(text: string): string {
  return text.replace(/\{([^}]+)\}/g, (_, id: string) => world.scenario(id).domain);
}

async function verify(key: string): Promise<VerifyResult> {
  const result: unknown = await world.editor.connection.sendRequest(ExecuteCommandRequest.type, {
    command: 'postfixTlsPolicy.server.verify',
    arguments: [{ uri, key }],
  });
  return result as VerifyResult;
}

async function probeIn(text: string): Promise<ProbeResult & { readonly text: string }> {
  world.editor.open(uri, withDomains(text));
  return { ...(await world.probe('.example')), text: world.editor.text(uri) };
}

const named = (...ids: readonly string[]) => `# tls-policy-test: ${ids.map((id) => `{${id}}`).join(', ')}\n`;

describe('a key that stands for the domains below it', () => {
  it.each<[string, string, ProbeResult['outcome'], string]>([
    [
      'the entry that stands at all samples, which a comment names',
      `${named('dane-ee', 'dane-ee-pkix')}.example\n`,
      'inserted',
      `${named('dane-ee', 'dane-ee-pkix')}.example dane\n`,
    ],
    [
      "the entry that stands at the list's own domains",
      '.example may\n{secure-mx-name} secure\n{dane-ee-pkix} secure\n',
      'inserted',
      '.example secure\n{secure-mx-name} secure\n{dane-ee-pkix} secure\n',
    ],
    [
      'none where a sample has none',
      `${named('dane-ee', 'self-signed')}.example\n`,
      'none',
      `${named('dane-ee', 'self-signed')}.example\n`,
    ],
    [
      'no weaker one',
      `${named('dane-ee', 'dane-ee-pkix')}.example dane-only\n`,
      'kept',
      `${named('dane-ee', 'dane-ee-pkix')}.example dane-only\n`,
    ],
  ])('gets %s', async (_, before, outcome, after) => {
    const result = await probeIn(before);
    expect({ outcome: result.outcome, text: result.text }).toEqual({ outcome, text: withDomains(after) });
  });

  it('asks for the names that only plain DNS told, with those of every sample', async () => {
    world.editor.answer = () => 'Insert';
    const before = `${named('hosted', 'secure-mx-name')}.example\n`;
    const { outcome, text } = await probeIn(before);
    expect(outcome).toBe('inserted');
    expect(world.editor.questions[0]?.message).toMatch(/plain DNS/);
    expect(text).toMatch(
      /^# tls-policy-test: .*\n# tls-policy-probe: .*\n\.example +secure match=\S+:nexthop:dot-nexthop\n$/,
    );
  });

  it.each<[string, VerifyResult['outcome']]>([
    [`${named('dane-ee', 'dane-ee-pkix')}.example dane\n`, 'holds'],
    [`${named('dane-ee', 'secure-mx-name')}.example dane\n`, 'weaker'],
    [`${named('secure-mx-name', 'dane-ee')}.example secure\n`, 'deferred'],
    [`${named('silent', 'secure-mx-name')}.example secure\n`, 'untested'],
  ])('is verified at each of them: %j is %s', async (text, outcome) => {
    world.editor.open(uri, withDomains(text));
    const result = await verify('.example');
    expect(result).toMatchObject({ outcome, entry: text.trim().split('\n')[1] });
    expect(result.message).toContain('It was judged by');
    expect(world.editor.text(uri)).toBe(withDomains(text));
  });

  it('is told what would be stronger at all of them, which is at hand then', async () => {
    world.editor.open(uri, withDomains(`${named('dane-ee', 'dane-ee-pkix')}.example may\n`));
    const result = await verify('.example');
    expect(result).toMatchObject({ outcome: 'holds', better: '.example dane' });
    expect(result.message).toContain('Stronger: choose Replace by ".example dane" among the code actions.');
    const titles = (await world.editor.actions(uri, '.example may')).map(({ title }) => title);
    expect(titles.some((title) => title.startsWith('Replace by ".example dane" (judged by '))).toBe(true);
  });

  it('is not probed without a sample: what to write is told, and nobody is asked', async () => {
    world.editor.open(uri, '.example\n');
    const titles = (await world.editor.actions(uri, '.example')).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith('Probe '))).toEqual([]);
    const { outcome, message } = await world.probe('.example');
    expect(outcome).toBe('refused');
    expect(message).toContain('# tls-policy-test: a.example, b.example');
    expect([...world.editor.progress.values()].every(({ ended }) => ended)).toBe(true);
    expect(world.lab.questions()).toEqual([]);
  });
});

describe('another entry for such a key', () => {
  const offers = async (): Promise<readonly CodeAction[]> => {
    const line = /^\.example .*$/m.exec(world.editor.text(uri))?.[0] ?? '';
    return (await world.editor.actions(uri, line)).filter(({ title }) => /^(Replace by|Insert) "/.test(title));
  };

  const run = async ({ command }: CodeAction, more: object = {}): Promise<ProbeResult> => {
    const [request] = (command?.arguments ?? []) as readonly object[];
    const result: unknown = await world.editor.connection.sendRequest(ExecuteCommandRequest.type, {
      command: command?.command ?? 'none',
      arguments: [{ ...request, ...more }],
    });
    return result as ProbeResult;
  };

  it.each<[string, string, readonly string[]]>([
    ['what stands at all', `${named('dane-ee-pkix', 'dane-nsec3')}.example secure\n`, ['dane', 'dane-only']],
    ['nothing that stands at one alone', `${named('dane-ee', 'dane-ee-pkix')}.example may\n`, ['dane-only']],
    ['no weaker one', `${named('dane-ee', 'dane-ee-pkix')}.example dane-only\n`, []],
    ['nothing where a sample has no entry', `${named('dane-ee', 'self-signed')}.example encrypt\n`, []],
    ["what stands at the list's own domains", '.example may\n{dane-ee} dane\n{dane-ee-pkix} dane\n', ['dane-only']],
  ])('is %s', async (_, text, entries) => {
    world.editor.open(uri, withDomains(text));
    expect(await offers()).toEqual([]);
    await world.probe('.example');
    const actions = await offers();
    expect(actions.map(({ title }) => /"\.example ([^"]*)"/.exec(title)?.[1])).toEqual(entries);
    for (const { title, kind, isPreferred } of actions) {
      // Who was asked, and what it gains or costs.
      expect(title).toMatch(/\(judged by \S+\.example, \S+\.example\): \S.{10,}/);
      expect({ kind, isPreferred }).toEqual({ kind: 'refactor.rewrite', isPreferred: undefined });
    }
  });

  it('is written by one edit, without asking the network again, and tells by which samples', async () => {
    const text = `${named('dane-ee', 'dane-ee-pkix')}.example   dane protocols=>=TLSv1.2\n`;
    world.editor.open(uri, withDomains(text));
    await world.probe('.example');
    const asked = world.lab.questions().length;
    const [action, ...others] = await offers();
    expect(others).toEqual([]);
    expect(action?.title).toContain('Mail waits while TLSA records are missing');
    const { outcome, entry, message } = await run(action!);
    expect({ outcome, entry }).toEqual({ outcome: 'inserted', entry: '.example dane-only protocols=>=TLSv1.2' });
    expect(message).toContain(withDomains('It was judged by {dane-ee} and {dane-ee-pkix}'));
    expect(world.editor.text(uri)).toBe(withDomains(text.replace('dane proto', 'dane-only proto')));
    expect(world.editor.edits).toHaveLength(1);
    expect(world.lab.questions()).toHaveLength(asked);
  });

  it('is not offered by fewer samples than the key has by now', async () => {
    world.editor.open(uri, withDomains(`${named('dane-ee')}.example dane\n`));
    await world.probe('.example');
    const [action] = await offers();
    expect(action?.title).toContain('dane-only');
    world.editor.replace(uri, withDomains('{dane-ee}'), withDomains('{dane-ee}, {secure-mx-name}'));
    expect(await offers()).toEqual([]);
    expect(await run(action!)).toMatchObject({ outcome: 'refused' });
    expect(world.editor.edits).toEqual([]);
  });

  it('is refused where the samples do not show it', async () => {
    world.editor.open(uri, withDomains(`${named('dane-ee', 'dane-ee-pkix')}.example dane\n`));
    await world.probe('.example');
    const [action] = await offers();
    const result = await run(action!, { entry: '.example secure' });
    expect(result).toMatchObject({ outcome: 'refused', entry: null });
    expect(result.message).toMatch(/does not show/);
  });
});
