import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, ExecuteCommandRequest } from 'vscode-languageserver/node';
import type { EvidenceResult } from '../../server/src/lsp/evidence-command';
import type {
  Improvement,
  ListedEntries,
  Verified,
  VerifiedEntry,
  VerifyEntriesRequest,
  VerifyEntriesResult,
  VerifyStatus,
} from '../../server/src/verify/conversation';
import type { LookFile } from '../../server/src/verify/look-files';
import type { ToldEntry } from '../../server/src/verify/told-entry';
import { fullCapabilities } from './editor';
import { setUpProbing, start0, uri } from './probing';
import { until } from './until';

const world = setUpProbing();

type FoundEvidence = Extract<EvidenceResult, { readonly outcome: 'found' }>;

/** Runs the command as the Test Explorer does, and gathers what it is told meanwhile. */
async function verify(
  request: Partial<VerifyEntriesRequest> = {},
  token?: CancellationTokenSource,
  batches: Verified[] = [],
) {
  const { connection } = world.editor;
  const listening = connection.onNotification(
    'postfixTlsPolicy/verified',
    (batch: Verified) => void batches.push(batch),
  );
  const params = { command: 'postfixTlsPolicy.server.verifyEntries', arguments: [{ uri, run: 'r1', ...request }] };
  const answer: unknown = await connection.sendRequest(ExecuteCommandRequest.type, params, token?.token);
  listening.dispose();
  const results = batches.flatMap((batch) => batch.results);
  return { answer: answer as VerifyEntriesResult, batches, results };
}

async function list(from = 0, count = 100): Promise<ListedEntries | null> {
  return world.editor.connection.sendRequest('postfixTlsPolicy/entries', { uri, from, count });
}

async function evidence(key: string, more: object = {}): Promise<EvidenceResult> {
  const params = { command: 'postfixTlsPolicy.server.evidence', arguments: [{ uri, key, ...more }] };
  const answer: unknown = await world.editor.connection.sendRequest(ExecuteCommandRequest.type, params);
  return answer as EvidenceResult;
}

async function status(): Promise<VerifyStatus | null> {
  return world.editor.connection.sendRequest('postfixTlsPolicy/verifyStatus', { uri });
}

function linesOf(told: VerifyStatus | null): readonly string[] {
  const lines = told === null ? [] : [told.verified, told.resolver, told.route];
  return lines.map(({ title, detail }) => `${title}: ${detail}`);
}

/** What is told of each key, in the order of the table. */
async function known(): Promise<readonly (string | null)[]> {
  return ((await list())?.entries ?? []).map(({ told }) => told?.outcome ?? null);
}

const outcomes = (results: readonly VerifiedEntry[]): Readonly<Record<string, string>> =>
  Object.fromEntries(results.map(({ told }) => [told.key, told.outcome]));

const domain = (id: string): string => world.scenario(id).domain;

describe('verify the entries of a table', () => {
  it('tells each result as it comes, with what was demanded and seen, and keeps it until the entry changes', async () => {
    const table = [
      `${domain('dane-ee')} dane`,
      `${domain('secure-nexthop-name')} dane`,
      `${domain('self-signed')} secure`,
      `${domain('refused')} secure`,
      `${domain('secure-nexthop-name')} secure`,
      '.example.com secure',
      `[mx.dane-ee.example] encrypt`,
    ];
    world.editor.open(uri, `${table.join('\n')}\n`);
    expect(await known()).toEqual(table.map(() => null));
    expect(linesOf(await status())).toEqual([
      'Not verified: 7 entries',
      expect.stringMatching(/^Resolver 127\.0\.0\.1.*: Whether .* is not known yet$/),
      expect.stringMatching(/^Route socks5:.*: Whether .* is not known yet$/),
    ]);
    const { answer, batches, results } = await verify();
    expect(answer).toMatchObject({ outcome: 'finished' });
    expect(answer.message).toMatch(/of 7 entries/);
    expect(linesOf(await status())).toEqual([
      expect.stringMatching(/^2 of 7 entries hold: Last run: .*; 1 fail; 1 protect less .*; 3 not tested/),
      expect.stringMatching(/: DNSSEC can be proven over it$/),
      expect.stringMatching(/: Mail servers can be reached$/),
    ]);
    expect(results).toHaveLength(7);
    const by = (key: string, occurrence = 0): ToldEntry => {
      const found = results.find(({ told }) => told.key === key && told.occurrence === occurrence);
      if (found === undefined) throw new Error(`no result of ${key}`);
      return found.told;
    };
    expect(by(domain('dane-ee'))).toMatchObject({ outcome: 'holds', details: [], better: null });
    expect(results.find(({ told }) => told.key === domain('dane-ee'))?.output).toContain('TLSA');
    const weaker = by(domain('secure-nexthop-name'));
    expect(weaker).toMatchObject({ outcome: 'weaker', better: `${domain('secure-nexthop-name')} secure` });
    expect(weaker.expected).toMatch(/ dane\nTLS verified by DNSSEC-secure TLSA records/);
    expect(weaker.actual.replaceAll('\n', ' ')).toContain('"dane" acts as "may"');
    expect(by(domain('self-signed'))).toMatchObject({ outcome: 'fails', words: 'fails: mail is deferred' });
    expect(by(domain('refused'))).toMatchObject({ outcome: 'untested' });
    expect(by(domain('refused')).details.join()).toMatch(/refused/);
    expect(by(domain('secure-nexthop-name'), 1)).toMatchObject({ outcome: 'untested', seenAt: null });
    expect(by('.example.com').details.join()).toContain('tls-policy-test');
    expect(batches.flatMap(({ started }) => started).length).toBeGreaterThan(0);
    expect(batches.every(({ run, uri: of }) => run === 'r1' && of === uri)).toBe(true);

    const after = ['holds', 'weaker', 'fails', 'untested', 'untested', 'untested', 'holds'];
    expect((await known()).map((outcome) => (outcome === 'upgradable' ? 'holds' : outcome))).toEqual(after);
    const diagnostics = async () =>
      (await world.editor.diagnose(uri)).flatMap(({ code, severity, range, message }) =>
        String(code).startsWith('verify-') ? [{ code, severity, line: range.start.line, message }] : [],
      );
    const shown = await diagnostics();
    expect(shown.map(({ code, severity, line }) => [line, code, severity])).toEqual(
      expect.arrayContaining([
        [1, 'verify-weaker', 2],
        [2, 'verify-fails', 1],
      ]),
    );
    expect(shown.find(({ line }) => line === 1)?.message).toMatch(
      /^Verified [^:]+: protects nothing now\. .*DNSSEC-secure\. .*right one\. This would hold: /,
    );

    world.editor.change(uri, start0, '# typed above\n\n');
    expect((await known())[2]).toBe('fails');
    expect((await diagnostics()).some(({ code, line }) => code === 'verify-fails' && line === 4)).toBe(true);
    world.editor.replace(uri, `${domain('self-signed')} secure`, `${domain('self-signed')} encrypt`);
    expect((await known())[2]).toBeNull();
    expect((await diagnostics()).some(({ code }) => code === 'verify-fails')).toBe(false);
    expect(world.editor.edits).toEqual([]);
  });

  it('verifies those that are asked for alone, and lists entries in parts', async () => {
    const text = `${domain('dane-ee')} dane\nb.example may\n${domain('dane-ee').toUpperCase()} secure\n`;
    world.editor.open(uri, text);
    const { results } = await verify({ only: [{ key: domain('dane-ee'), occurrence: 0 }] });
    expect(outcomes(results)).toEqual({ [domain('dane-ee')]: 'holds' });
    expect(await known()).toEqual(['holds', null, null]);
    const part = await list(1, 1);
    expect(part).toMatchObject({ version: 1, total: 3 });
    expect(part?.entries).toMatchObject([{ key: 'b.example', occurrence: 0, label: 'b.example' }]);
    expect((await list(2, 5))?.entries).toMatchObject([{ key: domain('dane-ee'), occurrence: 1 }]);
    expect(await list(9, 5)).toMatchObject({ entries: [] });
  });

  it.each([
    ['', 8, true],
    [', by a file that tells of no answer yet', 8, true],
    [' not when they are closer', 6, false],
  ])(
    'offers to delete an entry that two runs days apart found useless without DNSSEC%s',
    async (how, days, offered) => {
      const storage = mkdtempSync(join(world.folder, 'storage-'));
      const key = `nothing.${domain('mpg')}`;
      const begin = async () => {
        await world.restart({ initializationOptions: { storage } });
        world.editor.open(uri, `${key} secure\n`);
        await verify();
        const actions = await world.editor.actions(uri, key);
        return actions.map(({ title }) => title).filter((title) => title.startsWith('Delete '));
      };
      expect(await begin()).toEqual([]);
      const file = join(storage, 'looks', `${key}.json`);
      const kept = JSON.parse(readFileSync(file, 'utf8')) as LookFile;
      expect(kept.noMail).toMatchObject({ answer: 'no-such-domain' });
      const since = new Date(Date.now() - days * 86_400_000).toISOString();
      const { noMail, ...old } = kept;
      const looks = kept.looks.map((look) => ({ ...look, finishedAt: since }));
      const earlier = { ...old, looks, ...(how.includes('no answer') ? {} : { noMail: { ...noMail, since } }) };
      writeFileSync(file, JSON.stringify(earlier));
      expect(await begin()).toEqual(
        offered
          ? [
              `Delete the entry of ${key}: every look since ${since.slice(0, 10)} says that the domain takes no mail, none by DNSSEC`,
            ]
          : [],
      );
    },
  );

  it('remembers in the folder that the editor names, in the next session too, and what changed since', async () => {
    const storage = mkdtempSync(join(world.folder, 'storage-'));
    const options = { initializationOptions: { storage } };
    await world.restart(options);
    world.editor.open(uri, `${domain('dane-ee')} dane\n`);
    expect((await verify()).answer.outcome).toBe('finished');
    expect(readdirSync(storage).sort()).toEqual(['looks', 'results']);
    await world.restart(options);
    world.lab.reset();
    world.editor.open(uri, `${domain('dane-ee')}    dane\n`);
    expect(await known()).toEqual(['holds']);
    const hover = await world.editor.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 0, character: 2 },
    });
    expect(JSON.stringify(hover)).toMatch(/Verified .*: holds/);
    const first = await evidence(domain('dane-ee'));
    expect(first).toMatchObject({ outcome: 'found', nextHop: domain('dane-ee'), previous: null });
    expect(world.lab.questions()).toEqual([]);

    await verify();
    const second = await evidence(domain('dane-ee'), { show: true });
    if (first.outcome !== 'found' || second.outcome !== 'found') throw new Error('no evidence');
    expect(second.document.markdown).toContain('TLSA');
    expect(second.document.markdown).toMatch(/## The entry as it stands\n[^]*## What is advised\n/);
    expect(second.previous?.seenAt).toBe(first.document.seenAt);
    expect(second.evidence).toHaveLength(1);
    expect(world.editor.shown).toEqual([second.document.uri]);
    const shown: unknown = await world.editor.connection.sendRequest('workspace/textDocumentContent', {
      uri: second.previous?.uri,
    });
    expect(shown).toMatchObject({ text: first.document.markdown });
  });

  it('lists what could be stronger, and writes what was chosen of it by one edit', async () => {
    const [one, two, strong] = [domain('secure-nexthop-name'), domain('dane-ee'), domain('dane-ee-pkix')];
    world.editor.open(uri, `${one} dane\n${two} encrypt ciphers=high\n${strong} dane\n`);
    const improvements = async () =>
      world.editor.connection.sendRequest<readonly Improvement[]>('postfixTlsPolicy/improvements', { uri });
    expect(await improvements()).toEqual([]);
    await verify();
    const found = await improvements();
    expect(found.map(({ before, after, confirm }) => [before, after, confirm])).toEqual([
      [`${one} dane`, `${one} secure`, []],
      [`${two} encrypt ciphers=high`, `${two} dane ciphers=high`, []],
    ]);
    const fixes = (await world.editor.actions(uri, one)).filter(({ title }) => title.includes('as verified'));
    expect(fixes).toMatchObject([{ kind: 'quickfix', diagnostics: [{ code: 'verify-weaker', severity: 2 }] }]);

    const improve = async (entries: readonly object[]): Promise<unknown> =>
      world.editor.connection.sendRequest(ExecuteCommandRequest.type, {
        command: 'postfixTlsPolicy.server.improve',
        arguments: [{ uri, entries }],
      });
    world.editor.change(uri, start0, '# above\n');
    const forged = { key: strong, occurrence: 0, after: `${strong} none` };
    expect(await improve([forged])).toMatchObject({ outcome: 'refused', count: 0 });
    expect(await improve([...found, forged])).toMatchObject({ outcome: 'written', count: 2 });
    expect(world.editor.edits).toHaveLength(1);
    expect(world.editor.text(uri)).toBe(`# above\n${one} secure\n${two} dane ciphers=high\n${strong} dane\n`);
    expect(await improvements()).toEqual([]);
    expect(await improve([])).toMatchObject({ outcome: 'refused' });
  });

  it('has no evidence of what nobody looked at', async () => {
    world.editor.open(uri, `${domain('dane-ee')} dane\n`);
    expect(await evidence(domain('dane-ee'))).toMatchObject({ outcome: 'refused' });
    expect(await evidence('nobody.example')).toMatchObject({ outcome: 'refused' });
  });

  it('verifies those alone that differ from a revision in git', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: world.folder });
    const path = join(world.folder, 'tls_policy');
    writeFileSync(path, `${domain('dane-ee')} may\n${domain('self-signed')} secure\n`);
    git('init', '-q');
    git('add', 'tls_policy');
    git('commit', '-qm', 'first');
    const file = pathToFileURL(path).href;
    world.editor.open(file, `${domain('self-signed')} secure\n${domain('dane-ee')} dane\n`);
    const { results } = await verify({ uri: file, changedSince: 'HEAD' });
    expect(outcomes(results)).toEqual({ [domain('dane-ee')]: 'holds' });
    expect((await verify({ uri: file, changedSince: 'nowhere' })).answer.message).toContain('no commit nowhere');
    world.editor.replace(file, ' dane', ' may');
    expect((await verify({ uri: file, changedSince: 'HEAD' })).answer.message).toContain('No entry differs');
    expect((await verify({ uri: 'untitled:x', changedSince: 'HEAD' })).answer.outcome).toBe('refused');
  });

  it('looks anew at what did not hold, so that an entry whose host is bad at every other look holds', async () => {
    const { domain: name, hosts } = world.scenario('secure-mx-name');
    await world.lab.set(hosts[0]?.name ?? '', { steadiness: 'flaps' });
    world.editor.open(uri, `${name} secure match=${hosts[0]?.name}\n`);
    const { results } = await verify();
    expect(outcomes(results)).toEqual({ [name]: 'holds' });
    expect(results[0]?.told.details[0]).toMatch(/^It is not steady: /);
    expect(world.lab.connections()).toHaveLength(2);
  });

  it('asks before it asks more than twenty, names how many, and a no asks nobody', async () => {
    const table = Array.from({ length: 21 }, (_, index) => `d${index}.null-mx.example secure\n`).join('');
    world.editor.open(uri, table);
    world.editor.answer = () => 'Cancel';
    expect((await verify()).answer.outcome).toBe('cancelled');
    expect(world.editor.questions[0]?.message).toContain('21 domains');
    expect(world.lab.questions()).toEqual([]);
    expect((await verify({ only: [{ key: 'd0.null-mx.example', occurrence: 0 }] })).answer.outcome).toBe('finished');
    expect(world.editor.questions).toHaveLength(1);
    world.editor.answer = () => 'Verify';
    const { results } = await verify();
    expect(results).toHaveLength(21);
  });

  it('ends when it is cancelled, and tells what was known by then', async () => {
    world.editor.open(uri, `${domain('dane-ee')} dane\n${domain('silent')} secure\n`);
    const cancellation = new CancellationTokenSource();
    const batches: Verified[] = [];
    const run = verify({}, cancellation, batches);
    await until('the first result', () => batches.some((batch) => batch.results.length > 0));
    cancellation.cancel();
    const { answer, results } = await run;
    expect(answer.outcome).toBe('cancelled');
    expect(outcomes(results)).toEqual({ [domain('dane-ee')]: 'holds' });
    await until('the end of the connections', () => world.lab.connections().every(({ open }) => !open));
    expect(await known()).toEqual(['holds', null]);
  });

  it('goes on when the document is closed, and waits for the run before', async () => {
    world.editor.open(uri, `${domain('two-step-greeting')} secure\n${domain('dane-ee')} dane\n`);
    const first = verify({ only: [{ key: domain('two-step-greeting'), occurrence: 0 }] });
    const second = verify({ only: [{ key: domain('dane-ee'), occurrence: 0 }], run: 'r2' });
    await until('the connection to the mail server', () => world.lab.connections().length > 0);
    world.editor.close(uri);
    expect((await first).answer.outcome).toBe('finished');
    expect((await second).answer.outcome).toBe('finished');
  });

  it('is refused in an untrusted workspace, until it is trusted', async () => {
    await world.restart({ initializationOptions: { workspaceTrusted: false } });
    world.editor.open(uri, `${domain('dane-ee')} dane\n`);
    const { answer } = await verify();
    expect(answer.outcome).toBe('refused');
    expect(answer.message).toContain('trusted workspace');
    expect(world.lab.questions()).toEqual([]);
    await world.editor.connection.sendNotification('postfixTlsPolicy/didGrantWorkspaceTrust');
    expect((await verify()).answer.outcome).toBe('finished');
  });

  it('is refused for what is no entry of an open table', async () => {
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ uri: 'file:///elsewhere/tls_policy' }, /open/],
      [{ only: [{ key: 'nobody.example', occurrence: 0 }] }, /no entry/],
      [{ only: [{ key: 'x' }] }, /list of entries/],
      [{ uri: 5 }, /"uri"/],
    ];
    world.editor.open(uri, 'a.example secure\n');
    for (const [request, message] of wrong) {
      const { answer } = await verify(request);
      expect(answer.outcome).toBe('refused');
      expect(answer.message).toMatch(message);
      await until('the message', () => world.editor.messages.includes(answer.message));
    }
  });

  it('has a test for each candidate, and tells in its comment for how long it has held', async () => {
    const staged = (id: string, level: string) => `# candidate since=2026-11-01 by=me: ${domain(id)} ${level}`;
    const table = [`${domain('dane-ee')} may`, staged('dane-ee', 'dane'), staged('self-signed', 'secure')];
    world.editor.open(uri, `${table.join('\n')}\n`);
    const keys = ['', '# candidate ', '# candidate '].map(
      (mark, index) => `${mark}${domain(index < 2 ? 'dane-ee' : 'self-signed')}`,
    );
    const listed = await list();
    expect([listed?.total, listed?.entries.map(({ key }) => key)]).toEqual([3, keys]);
    expect((await list(1, 1))?.entries.map(({ label, range }) => [label, range.start.line])).toEqual([
      [`${domain('dane-ee')} (candidate)`, 1],
    ]);
    const hover = async (line: number): Promise<string> => {
      const position = { line, character: 5 };
      const params = { textDocument: { uri }, position };
      return JSON.stringify(await world.editor.connection.sendRequest('textDocument/hover', params));
    };
    expect(await hover(1)).toContain('It was not verified as it stands.');
    const [, ...only] = keys.map((key) => ({ key, occurrence: 0 }));
    const { results } = await verify({ only });
    expect(outcomes(results)).toEqual({ [keys[1] ?? '']: 'holds', [keys[2] ?? '']: 'fails' });
    expect(await hover(1)).toMatch(/Verified just now: holds\..*It has held since 20.*and has to for 14 days/);
    expect(await hover(2)).not.toContain('It has held since');
    expect(await evidence(keys[1] ?? '')).toMatchObject({ outcome: 'found', nextHop: domain('dane-ee') });
    // It is not in force, and so nothing is wrong with the mail.
    const told = (await world.editor.diagnose(uri)).map(({ code }) => String(code));
    expect(told.filter((code) => code.startsWith('verify-'))).toEqual([]);
    const end = { line: 1, character: table[1]?.length ?? 0 };
    world.editor.change(uri, { start: end, end }, ' protocols=>=TLSv1.3');
    expect(await known()).toEqual([null, null, 'fails']);
  });

  it('offers to put a candidate in force after as many days of good runs as the list asks for, and says before what is missing', async () => {
    const textDocument = { ...fullCapabilities.textDocument };
    const codeAction = { ...textDocument.codeAction, disabledSupport: true };
    await world.restart({ capabilities: { ...fullCapabilities, textDocument: { ...textDocument, codeAction } } });
    writeFileSync(join(world.folder, '.postfix-tls-policy.json'), '{"candidateDays": 0}');
    const own = pathToFileURL(join(world.folder, 'tls_policy')).href;
    const staged = `# candidate since=2026-11-01 by=me: ${domain('dane-ee')} dane`;
    world.editor.open(own, `${staged}\n${domain('dane-ee')} may\n`);
    const offered = async () => {
      const actions = await world.editor.actions(own, 'candidate');
      return actions.filter(({ title }) => title.startsWith('Put the candidate in force'));
    };
    const title = `Put the candidate in force in the place of "${domain('dane-ee')} may"`;
    const missing = async () => (await offered()).map((action) => [action.title, action.disabled?.reason, action.edit]);
    expect(await missing()).toEqual([[title, 'It was not verified as it stands.', undefined]]);
    await verify({ uri: own });
    expect(await missing()).toEqual([
      [title, expect.stringMatching(/^It has held since 20.*, and has to at one run more before/), undefined],
    ]);
    const ready = async () => (await offered()).find(({ disabled }) => disabled === undefined);
    await until('a look in a later second', async () => {
      await verify({ uri: own });
      return (await ready()) !== undefined;
    });
    expect(await ready()).toMatchObject({ title, kind: 'quickfix' });
    expect(JSON.stringify((await ready())?.edit)).toContain(`"newText":"${domain('dane-ee')} dane"`);
    const { document } = (await evidence(`# candidate ${domain('dane-ee')}`, { uri: own })) as FoundEvidence;
    expect(document.markdown).toMatch(/^# .*\n\n## The entry as it stands\n\n\*\*✔ .*holds: mail goes to/);
  });

  it('names the setting that can not be used', async () => {
    await world.restart({ settings: { ...world.settings, route: 'carrier pigeon' } });
    world.editor.open(uri, 'a.example secure\n');
    const { answer } = await verify();
    expect(answer.message).toContain('postfixTlsPolicy.route');
  });
});
