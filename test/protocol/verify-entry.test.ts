import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, type CodeAction, ExecuteCommandRequest } from 'vscode-languageserver/node';
import type { VerifyResult } from '../../server/src/lsp/verify-request';
import { setUpProbing, start0, uri } from './probing';
import { until } from './until';

const world = setUpProbing();

/** Verifies the entry of a key as the code action does. */
async function verify(key: string, token?: CancellationTokenSource): Promise<VerifyResult> {
  const params = { command: 'postfixTlsPolicy.server.verify', arguments: [{ uri, key }] };
  const result: unknown = await world.editor.connection.sendRequest(ExecuteCommandRequest.type, params, token?.token);
  return result as VerifyResult;
}

const named = (actions: readonly CodeAction[], start: string) =>
  actions.filter(({ title }) => title.startsWith(start)).map(({ title }) => title);

describe('verify an entry', () => {
  it.each<[string, string, string, VerifyResult['outcome'], RegExp, string | null]>([
    [
      'authenticates',
      'dane-ee',
      'DOMAIN dane',
      'holds',
      /"DOMAIN dane" holds: mail goes to authenticated hosts only/,
      null,
    ],
    ['demands more', 'dane-ee', 'DOMAIN dane-only', 'holds', /holds/, null],
    [
      'keeps its attributes',
      'secure-nexthop-name',
      'DOMAIN secure ciphers=high',
      'holds',
      /secure ciphers=high" holds/,
      null,
    ],
    [
      'does what it says, and more is to be had',
      'dane-ee',
      'DOMAIN encrypt ciphers=high',
      'holds',
      /encrypted, to whoever answers.*Stronger: choose Replace by "DOMAIN dane ciphers=high"/,
      'DOMAIN dane ciphers=high',
    ],
    [
      'acts as may without DNSSEC',
      'secure-nexthop-name',
      'DOMAIN dane',
      'weaker',
      /less than it says: mail goes out encrypted.*acts as "may", since the MX records are not DNSSEC-secure.*Replace by "DOMAIN secure"/,
      'DOMAIN secure',
    ],
    ['goes out in the clear', 'no-starttls', 'DOMAIN may', 'holds', /in the clear.*STARTTLS is not offered/, null],
    [
      'names another host',
      'dane-ee',
      'DOMAIN secure match=elsewhere.example',
      'deferred',
      /mail is deferred\. mx\S*\[[\d.]+\]: 4\.7\.5 Server certificate not .*Replace by "DOMAIN dane"/,
      'DOMAIN dane',
    ],
    ['contradicts the TLSA records', 'dane-wrong-digest', 'DOMAIN dane', 'deferred', /mx\S*\[[\d.]+\]: 4\.7\.5 /, null],
    ['has no STARTTLS to use', 'no-starttls', 'DOMAIN encrypt', 'deferred', /4\.7\.4 TLS is required/, null],
    ['is for a domain without mail', 'null-mx', 'DOMAIN secure', 'bounced', /mail bounces\..*5\.1\.0/, null],
    [
      'is for a host that is not reached',
      'refused',
      'DOMAIN secure',
      'untested',
      /could not be tested\. mx.*refused/,
      null,
    ],
  ])('that %s: %s, %s', async (_, id, line, outcome, message, better) => {
    const { domain } = world.scenario(id);
    const text = `# head\n${line.replace('DOMAIN', domain)}\n`;
    world.editor.open(uri, text);
    const result = await verify(domain);
    const told = result.message.replaceAll(domain, 'DOMAIN');
    expect({ ...result, message: told }).toMatchObject({ outcome, entry: line.replace('DOMAIN', domain) });
    expect(told).toMatch(new RegExp(message.source, 's'));
    expect('better' in result && result.better).toBe(better?.replace('DOMAIN', domain) ?? null);
    await until('the message', () => world.editor.messages.includes(result.message));
    expect(world.editor.text(uri)).toBe(text);
    expect(world.editor.edits).toEqual([]);
    expect(world.editor.questions).toEqual([]);
    if (better !== null) {
      const action = `Replace by "${better.replace('DOMAIN', domain)}"`;
      expect(named(await world.editor.actions(uri, domain), action)).toHaveLength(1);
    }
  });

  it('judges for the senders of the profile', async () => {
    const { domain } = world.scenario('dane-ee');
    await world.restart({ settings: { ...world.settings, profile: 'any' } });
    world.editor.open(uri, `${domain} dane\n`);
    const result = await verify(domain);
    expect(result.outcome).toBe('weaker');
    expect(result.message).toContain('"dane" acts as "may", since dnssec lookups are disabled');
  });

  it.each<[string, string, object, string]>([
    ['by the setting', '', { postfixVersion: '3.7' }, 'deferred'],
    ['by a comment', '# tls-policy-lint: postfix 3.7\n', {}, 'deferred'],
    ['by a comment before the setting', '# tls-policy-lint: postfix 3.11\n', { postfixVersion: '3.7' }, 'holds'],
    ['of which some may be older', '', { postfixVersion: '3.7-3.11' }, 'untested'],
    ['that nobody named', '', {}, 'untested'],
  ])('judges for the Postfix %s: an attribute that it does not know defers', async (_, head, settings, outcome) => {
    const { domain } = world.scenario('dane-ee');
    await world.restart({ settings: { ...world.settings, ...settings } });
    world.editor.open(uri, `${head}${domain} dane enable_rpk=no\n`);
    expect(await verify(domain)).toMatchObject({ outcome });
  });

  it('shows the evidence from its message', async () => {
    const { domain } = world.scenario('dane-ee');
    world.editor.answer = () => 'Show evidence';
    world.editor.open(uri, `${domain} dane\n`);
    await verify(domain);
    await until('the report', () => world.editor.shown.length === 1);
    const report: unknown = await world.editor.connection.sendRequest('workspace/textDocumentContent', {
      uri: world.editor.shown[0],
    });
    expect((report as { text: string }).text).toContain(domain);
  });

  it('shows its progress, and ends at once when it is cancelled', async () => {
    const { domain } = world.scenario('silent');
    const cancellation = new CancellationTokenSource();
    world.editor.open(uri, `${domain} secure\n`);
    const result = verify(domain, cancellation);
    await until('the connection to the mail server', () => world.lab.connections().length > 0);
    expect([...world.editor.progress.values()]).toMatchObject([
      { title: `Verifying the entry of ${domain}`, cancellable: true, ended: false },
    ]);
    expect(await verify(domain)).toMatchObject({ outcome: 'refused' });
    cancellation.cancel();
    expect(await result).toMatchObject({ outcome: 'cancelled', entry: null });
    await until('the end of the connections', () => world.lab.connections().every(({ open }) => !open));
    expect(named(await world.editor.actions(uri, domain), 'Replace by')).toEqual([]);
  });

  it('is refused in an untrusted workspace, until it is trusted', async () => {
    const { domain } = world.scenario('dane-ee');
    await world.restart({ initializationOptions: { workspaceTrusted: false } });
    world.editor.open(uri, `${domain} dane\n`);
    const refused = await verify(domain);
    expect(refused.outcome).toBe('refused');
    expect(refused.message).toContain('trusted workspace');
    expect(world.lab.questions()).toEqual([]);
    await world.editor.connection.sendNotification('postfixTlsPolicy/didGrantWorkspaceTrust');
    expect(await verify(domain)).toMatchObject({ outcome: 'holds' });
  });

  it.each([
    ['a bare domain', 'example.net\n'],
    ['a value that Postfix refuses', 'example.net encrpyt\n'],
    ['no entry at all', 'example.org secure\n'],
    ['a .domain', '.example.net secure\n'],
  ])('is refused for %s', async (_, text) => {
    world.editor.open(uri, text);
    expect(await verify('example.net')).toMatchObject({ outcome: 'refused', entry: null });
    expect(world.lab.questions()).toEqual([]);
  });

  it.each<[string, string, VerifyResult['outcome'], RegExp]>([
    ['another value', 'DOMAIN dane', 'weaker', /DOMAIN dane" protects less/],
    ['a value that is none', 'DOMAIN secre', 'refused', /no value that Postfix accepts/],
    ['another key', 'other.example secure', 'refused', /no longer in the document/],
  ])('judges what stands there after the probe: %s', async (_, now, outcome, message) => {
    const { domain } = world.scenario('two-step-greeting');
    world.editor.open(uri, `${domain} secure\n`);
    const result = verify(domain);
    await until('the connection to the mail server', () => world.lab.connections().length > 0);
    world.editor.replace(uri, `${domain} secure`, now.replace('DOMAIN', domain));
    world.editor.change(uri, start0, '# typed while the network was asked\n');
    const told = await result;
    expect(told.outcome).toBe(outcome);
    expect(told.message.replaceAll(domain, 'DOMAIN')).toMatch(message);
    expect(world.editor.edits).toEqual([]);
  });

  it.each([
    ['example.org secure\n', ['Verify the entry of example.org']],
    ['example.org encrypt\n', ['Verify the entry of example.org']],
    ['example.org\n', []],
    ['example.org encrpyt\n', []],
  ])('is offered on %j: %j, and lights no bulb', async (text, titles) => {
    world.editor.open(uri, text);
    const actions = await world.editor.actions(uri, 'example.org');
    expect(named(actions, 'Verify')).toEqual(titles);
    for (const action of actions.filter(({ title }) => title.startsWith('Verify'))) {
      expect(action.kind).toMatch(/^refactor\b/);
      expect(action.isPreferred).toBeUndefined();
      expect(action.diagnostics).toBeUndefined();
    }
  });
});
