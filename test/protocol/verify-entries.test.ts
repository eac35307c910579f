import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, ExecuteCommandRequest } from 'vscode-languageserver/node';
import type {
  ListedEntries,
  Verified,
  VerifiedEntry,
  VerifyEntriesRequest,
  VerifyEntriesResult,
} from '../../server/src/verify/conversation';
import type { ToldEntry } from '../../server/src/verify/told-entry';
import { setUpProbing, start0, uri } from './probing';
import { until } from './until';

const world = setUpProbing();

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
    const { answer, batches, results } = await verify();
    expect(answer).toMatchObject({ outcome: 'finished' });
    expect(answer.message).toMatch(/of 7 entries/);
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
    expect(weaker.actual).toContain('"dane" acts as "may"');
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
    expect(shown[0]?.message).toMatch(/^Verified now: /);

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

  it('remembers in the folder that the editor names, in the next session too, and what changed since', async () => {
    const storage = mkdtempSync(join(world.folder, 'storage-'));
    const options = { initializationOptions: { storage } };
    await world.restart(options);
    world.editor.open(uri, `${domain('dane-ee')} dane\n`);
    expect((await verify()).answer.outcome).toBe('finished');
    expect(readdirSync(storage).sort()).toEqual(['looks', 'results']);
    await world.restart(options);
    world.editor.open(uri, `${domain('dane-ee')}    dane\n`);
    expect(await known()).toEqual(['holds']);
    expect(world.lab.questions().length).toBeGreaterThan(0);
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

  it('names the setting that can not be used', async () => {
    await world.restart({ settings: { ...world.settings, route: 'carrier pigeon' } });
    world.editor.open(uri, 'a.example secure\n');
    const { answer } = await verify();
    expect(answer.message).toContain('postfixTlsPolicy.route');
  });
});
