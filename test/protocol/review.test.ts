import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancellationTokenSource, ExecuteCommandRequest } from 'vscode-languageserver/node';
import type { RefsAnswer, ReviewAnswer, ReviewOutput, ReviewRequest } from '../../server/src/revisions/conversation';
import { createRepository, type TestRepository } from '../review/repository';
import { setUpProbing, uri } from './probing';
import { until } from './until';

const world = setUpProbing();
let repository: TestRepository;
let folder: string;

/** On `main` a list; on `topic`, which is checked out, more entries; in the working tree one more. */
beforeAll(() => {
  repository = createRepository();
  folder = pathToFileURL(repository.folder).href;
  repository.branch('base', null, { tls_policy: 'old.example secure\n' });
  repository.git('branch', '--force', 'main', 'base');
  repository.branch('topic', 'main', { tls_policy: 'dane-ee.example secure\nold.example may\n' });
  repository.git('update-ref', 'refs/merge-requests/7/head', 'topic');
  const samples = '# tls-policy-test: dane-ee.example\n.partner.example dane\n';
  const files = { tls_policy: `old.example secure\n${samples}.other.example dane\n` };
  repository.branches([{ name: 'samples', from: 'base', files }]);
  writeFileSync(
    join(repository.folder, 'tls_policy'),
    'dane-ee.example secure\npostscreen.example secure\nold.example may\n',
  );
});
afterAll(() => repository.remove());

function send(name: string, argument: object, token?: CancellationTokenSource): Promise<unknown> {
  const params = { command: `postfixTlsPolicy.server.${name}`, arguments: [argument] };
  return world.editor.connection.sendRequest(ExecuteCommandRequest.type, params, token?.token);
}

async function ask(request: Partial<ReviewRequest> = {}, token?: CancellationTokenSource): Promise<ReviewAnswer> {
  return (await send('review', { folder, ...request }, token)) as ReviewAnswer;
}

async function review(request: Partial<ReviewRequest> = {}): Promise<ReviewOutput> {
  const answer = await ask(request);
  if (answer.outcome !== 'reviewed') throw new Error(answer.message);
  return answer.review;
}

const verdicts = ({ files }: ReviewOutput) =>
  files.flatMap(({ changes }) => changes.map(({ subject, verdict }) => `${subject} ${verdict}`));

/** Two connections make one look at a host with DANE: without a server name, and with its own. */
const looksAt = (host: string): number => world.lab.connections().filter((each) => each.host === host).length / 2;

describe('a review', () => {
  it('of the working tree needs neither trust nor the network', async () => {
    await world.restart({ initializationOptions: { workspaceTrusted: false } });
    const output = await review();
    expect(verdicts(output)).toEqual([
      'dane-ee.example untested',
      'postscreen.example untested',
      'old.example needs-reason',
    ]);
    expect(output).toMatchObject({ headCommit: null, head: 'working tree', top: folder });
    expect(output.base).toMatch(/^main \([0-9a-f]{12}\)$/);
    expect(output.details.map((each) => each.length)).toEqual([3]);
    expect(output.markdown).toContain('| `old.example` | weaker | needs a reason |');
    expect(output.files[0]?.changes[2]?.rangeBefore?.start).toEqual({ line: 0, character: 0 });
    expect([...world.editor.progress.values()]).toMatchObject([{ title: 'Reviewing policy changes', ended: true }]);
    expect(await ask({ probe: 'all' })).toMatchObject({ outcome: 'refused' });
    expect(world.lab.questions()).toEqual([]);
  });

  it('takes an open document as it stands there', async () => {
    world.editor.open(`${folder}/tls_policy`, 'old.example secure\nnew.example dane\n');
    expect(verdicts(await review())).toEqual(['new.example untested']);
  });

  it('of a fetched merge request leaves out what a person took as it is', async () => {
    const head = 'refs/merge-requests/7/head';
    const [path, kind, subject] = ['tls_policy', 'weaker', 'old.example'];
    const [before, after] = ['old.example secure', 'old.example may'];
    const output = await review({ head, accepted: [{ path, kind, subject, before, after }] });
    expect(output.summary).toMatchObject({ needsReason: 0, accepted: 1, untested: 1 });
    expect(output.markdown).toContain('accepted as it is');
    expect(output.headCommit).toMatch(/^[0-9a-f]{40}$/);
    const changed = await review({ head, accepted: [{ path, kind, subject, before, after: 'old.example none' }] });
    expect(changed.summary.needsReason).toBe(1);
  });

  it('looks at the domains that it is asked for, and remembers what it saw', async () => {
    const head = 'topic';
    const probed = await review({ head, probe: ['dane-ee.example'] });
    expect(verdicts(probed)).toEqual(['dane-ee.example needs-change', 'old.example needs-reason']);
    expect(probed.files[0]?.changes[0]).toMatchObject({ instead: 'dane-ee.example dane', live: { after: 'deferred' } });
    const asked = world.lab.questions().length;
    expect(asked).toBeGreaterThan(0);
    expect(verdicts(await review({ head }))).toEqual(verdicts(probed));
    expect(world.lab.questions()).toHaveLength(asked);

    const evidence = { key: 'dane-ee.example', nextHops: 'dane-ee.example', uri: `${folder}/tls_policy` };
    expect(await send('reviewEvidence', evidence)).toEqual({
      found: true,
    });
    expect(world.editor.shown).toEqual([expect.stringContaining('dane-ee.example.md')]);
    expect(await send('reviewEvidence', { key: 'old.example', nextHops: 'old.example' })).toEqual({
      refused: expect.stringContaining('probe it again') as string,
    });
  });

  it('accepts what holds by two looks, a key of several domains by its samples', async () => {
    const head = 'samples';
    expect(verdicts(await review({ head }))).toEqual(['.partner.example untested', '.other.example untested']);
    const output = await review({ head, probe: 'all' });
    expect(looksAt('mx.dane-ee.example')).toBe(2);
    expect([...world.editor.progress.values()].at(-1)?.messages).toContain(
      'looks again in 0 s, since two looks have to agree',
    );
    const [partner, other] = output.files[0]?.changes ?? [];
    expect(partner).toMatchObject({ verdict: 'accept', nextHops: ['dane-ee.example'], live: { after: 'holds' } });
    expect(other).toMatchObject({ verdict: 'untested', nextHops: [], live: null });
    expect(other?.objections[0]?.message).toContain('tls-policy-test: a.other.example');
    expect(verdicts(await review({ head }))).toEqual(verdicts(output));
    const evidence = { key: '.partner.example', nextHops: 'dane-ee.example', uri: `${folder}/tls_policy` };
    expect(await send('reviewEvidence', evidence)).toEqual({ found: true });
  });

  it('takes what another command saw for one look, and one look more for the second', async () => {
    world.editor.open(uri, 'dane-ee.example\n');
    await world.probe('dane-ee.example');
    const head = 'samples';
    const [partner] = (await review({ head })).files[0]?.changes ?? [];
    expect(partner).toMatchObject({ verdict: 'untested', objections: [{ rule: 'twice' }] });
    const probed = await review({ head, probe: ['dane-ee.example'] });
    expect(looksAt('mx.dane-ee.example')).toBe(2);
    expect(verdicts(probed)[0]).toBe('.partner.example accept');
    expect([...world.editor.progress.values()].at(-1)?.messages).not.toContain(
      'looks again in 0 s, since two looks have to agree',
    );
  });

  it('ends when it is cancelled', async () => {
    const source = new CancellationTokenSource();
    const answer = ask({ probe: ['postscreen.example'] }, source);
    await until('the probe', () => [...world.editor.progress.values()].some(({ messages }) => messages.length > 0));
    source.cancel();
    expect(await answer).toMatchObject({ outcome: 'cancelled' });
  });

  it('is refused for what can not be reviewed', async () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ base: 'gone' }, /there is no commit gone here/],
      [{ base: '--help' }, /there is no commit --help here/],
      [{ folder: 'vscode-vfs://github/a/b' }, /needs a folder on this machine/],
      [{ folder: 'file:///nowhere/at/all' }, /this folder is gone/],
      [{ folder: 7 }, /needs a "folder"/],
      [{ accepted: [{ path: 7 }] }, /"accepted" is a list of changes/],
      [{ probe: 'some' }, /"probe" is/],
    ];
    for (const [request, message] of cases) {
      const answer = await ask(request);
      expect(answer).toEqual({ outcome: 'refused', message: expect.stringMatching(message) as string });
    }
    const elsewhere = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-none-'));
    const answer = await ask({ folder: pathToFileURL(elsewhere).href });
    rmSync(elsewhere, { recursive: true });
    expect(answer).toMatchObject({ outcome: 'refused', message: expect.stringContaining('git: ') as string });
  });
});

describe('for a review', () => {
  it('the revisions are told, and the texts of both sides', async () => {
    const { found } = (await send('reviewRefs', { folder: `${folder}/` })) as { readonly found: RefsAnswer };
    expect(found).toMatchObject({ top: folder, defaultBase: 'main' });
    expect(found.refs.map(({ name }) => name)).toContain('refs/merge-requests/7/head');
    const text = (commit: string, path: string) => send('reviewText', { folder, commit, path });
    expect(await text('topic', 'tls_policy')).toEqual({ found: 'dane-ee.example secure\nold.example may\n' });
    expect(await text('topic', 'gone')).toEqual({ found: '' });
    expect(await text('topic', 'odd\nname')).toEqual({ found: '' });
  });
});
