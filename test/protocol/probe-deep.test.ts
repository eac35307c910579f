import { delimiter } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CancellationTokenSource, CodeActionKind, ExecuteCommandRequest } from 'vscode-languageserver/node';
import { installFakeSsh } from '../../lab/ssh/fake-ssh';
import type { DeepProbeResult } from '../../server/src/lsp/deep-request';
import { setUpProbing, uri } from './probing';
import { until } from './until';

const world = setUpProbing();
afterEach(() => vi.unstubAllEnvs());

/** Two hosts, of which both speak TLS. */
const id = 'dane-one-of-two';

async function examine(key: string, token?: CancellationTokenSource): Promise<DeepProbeResult> {
  const params = { command: 'postfixTlsPolicy.server.probeDeep', arguments: [{ uri, key }] };
  return (await world.editor.connection.sendRequest(
    ExecuteCommandRequest.type,
    params,
    token?.token,
  )) as DeepProbeResult;
}

/** Connections that ended at a handshake which was never meant to succeed. */
const odd = (): number => world.lab.connections().filter(({ commands }) => commands.join() === 'EHLO,STARTTLS').length;

describe('servers are examined for old protocols', () => {
  it('after a yes to a question that names them and how many connections it takes; the table stays as it is', async () => {
    const { domain } = world.scenario(id);
    world.editor.open(uri, `${domain} dane\n`);
    const oddBefore: number[] = [];
    world.editor.answer = ({ actions }) => {
      if (actions?.[0]?.title !== 'Examine') return null;
      oddBefore.push(odd());
      return 'Examine';
    };
    const result = await examine(domain);
    expect(result).toMatchObject({ outcome: 'kept', entry: null });
    expect(oddBefore).toEqual([0]);
    expect(odd()).toBeGreaterThan(4);
    const [question] = world.editor.questions;
    expect(question?.actions?.map(({ title }) => title)).toEqual(['Examine', 'Cancel']);
    const hosts = world.scenario(id).hosts.map(({ name }) => name);
    expect(question?.message).toContain(`${hosts.join(', ')}: up to ${8 * hosts.length} connections`);
    for (const host of hosts) expect(result.message).toContain(`${host} accepts `);
    expect(world.editor.text(uri)).toBe(`${domain} dane\n`);
    expect(world.editor.edits).toEqual([]);
    expect(world.editor.shown).toHaveLength(1);
    const report: unknown = await world.editor.connection.sendRequest('workspace/textDocumentContent', {
      uri: world.editor.shown[0],
    });
    expect(JSON.stringify(report)).toContain('Old protocols and weak ciphers at ');
    expect([...world.editor.progress.values()].map(({ title, ended }) => [title, ended])).toEqual([
      [`Probing ${domain}`, true],
      [`Examining the servers of ${domain}`, true],
    ]);
  });

  it('by nobody after a no, or no answer', async () => {
    const { domain } = world.scenario('dane-ee');
    world.editor.open(uri, `${domain} dane\n`);
    const answers = ['Cancel', null];
    world.editor.answer = (_, index) => answers[index] ?? null;
    expect(await examine(domain)).toMatchObject({ outcome: 'cancelled' });
    expect(await examine(domain)).toMatchObject({ outcome: 'cancelled' });
    expect(world.editor.questions).toHaveLength(2);
    expect(odd()).toBe(0);
    expect(world.editor.shown).toEqual([]);
  });

  it('by way of another host only after a second yes, which names that host', async () => {
    const ssh = installFakeSsh({ 'mail.corp.example': {} }, world.lab.socks);
    try {
      vi.stubEnv('PATH', `${ssh.folder}${delimiter}${process.env['PATH'] ?? ''}`);
      await world.restart({ settings: { ...world.settings, route: 'ssh://me@mail.corp.example' } });
      const { domain } = world.scenario('dane-ee');
      world.editor.open(uri, `${domain} dane\n`);
      const answers = ['Examine', 'Cancel'];
      world.editor.answer = (_, index) => answers[index] ?? null;
      expect(await examine(domain)).toMatchObject({ outcome: 'cancelled' });
      expect(world.editor.questions).toHaveLength(2);
      expect(world.editor.questions[1]?.message).toContain('mail.corp.example');
      expect(odd()).toBe(0);
    } finally {
      ssh.remove();
    }
  });

  it('until it is cancelled', async () => {
    const { domain } = world.scenario(id);
    world.editor.settings = { ...world.settings, pacing: 1 };
    world.editor.open(uri, `${domain} dane\n`);
    world.editor.answer = () => 'Examine';
    const token = new CancellationTokenSource();
    const examining = examine(domain, token);
    await until('an odd handshake', () => odd() > 0);
    token.cancel();
    expect(await examining).toMatchObject({ outcome: 'cancelled' });
    await until('the end of all connections', () => world.lab.connections().every(({ open }) => !open));
    expect(odd()).toBeLessThan(8);
  });

  it('not where they speak no TLS, or are none', async () => {
    for (const { domain } of ['no-starttls', 'null-mx'].map((each) => world.scenario(each))) {
      world.editor.open(uri, `${domain} secure\n`);
      const result = await examine(domain);
      expect(result.outcome).toBe('untested');
      expect(result.message).toContain('none to examine');
    }
    expect(world.editor.questions).toEqual([]);
  });

  it('not for a key that stands for many, and not in an untrusted workspace', async () => {
    world.editor.open(uri, '# tls-policy-test: a.example.net\n.example.net secure\nexample.net secure\n');
    expect(await examine('.example.net')).toMatchObject({ outcome: 'refused' });
    await world.restart({ initializationOptions: { workspaceTrusted: false } });
    world.editor.open(uri, 'example.net secure\n');
    expect(await examine('example.net')).toMatchObject({ outcome: 'refused' });
    expect(world.lab.connections()).toEqual([]);
  });

  it('by a code action that is a mere refactoring, for one next-hop', async () => {
    const offered = async (text: string, at: string) => {
      world.editor.open(uri, text);
      const actions = await world.editor.actions(uri, at);
      return actions.filter(({ title }) => title.startsWith('Probe old protocols of '));
    };
    const [action, ...others] = await offered('example.net secure\n', 'example.net');
    expect(action).toMatchObject({
      title: 'Probe old protocols of example.net…',
      kind: CodeActionKind.RefactorRewrite,
      command: { command: 'postfixTlsPolicy.server.probeDeep', arguments: [{ uri, key: 'example.net' }] },
    });
    expect(others).toEqual([]);
    expect(await offered('# tls-policy-test: a.example.net\n.example.net secure\n', '.example.net')).toEqual([]);
  });
});
