import { describe, expect, it } from 'vitest';
import { ExecuteCommandRequest } from 'vscode-languageserver/node';
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
