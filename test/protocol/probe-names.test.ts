import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, ExecuteCommandRequest } from 'vscode-languageserver/node';
import { fullCapabilities, without } from './editor';
import { probeRequest, setUpProbing, uri } from './probing';
import { until } from './until';

const world = setUpProbing();
/** An unsigned domain at a provider: its MX hosts are known from plain DNS. */
const id = 'mpg';
const bare = (): string => `${world.scenario(id).domain}\n`;

describe('names from plain DNS', () => {
  it('are shown first, and inserted after a yes, with a comment that tells where they come from', async () => {
    world.editor.answer = () => 'Insert';
    const result = await world.probeBare(id);
    expect(result).toMatchObject({ outcome: 'inserted', entry: world.truth(id) });
    expect(world.editor.questions).toHaveLength(1);
    const [question] = world.editor.questions;
    expect(question?.actions?.map(({ title }) => title)).toEqual(['Insert', 'Show evidence', 'Cancel']);
    const names = world.scenario(id).truth.dnssec.confirm;
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(question?.message).toContain(name);
    expect(world.editor.text(uri)).toMatch(
      new RegExp(
        `^# tls-policy-probe: \\d{4}-\\d\\d-\\d\\d, resolver [^ ]+, names from plain DNS: ${names.join(', ')}\n`,
      ),
    );
    expect(world.lineOf(id)).toBe(world.truth(id));
    expect(world.editor.edits).toHaveLength(1);
  });

  it('do not pile up comments when they are probed again', async () => {
    world.editor.answer = () => 'Insert';
    await world.probeBare(id);
    const [comment = ''] = world.editor.text(uri).split('\n');
    world.editor.replace(uri, comment, comment.replace(/\d{4}-\d\d-\d\d/, '2020-02-02'));
    world.editor.replace(uri, world.truth(id), `${world.scenario(id).domain} may`);
    expect(await world.probe(world.scenario(id).domain)).toMatchObject({ outcome: 'inserted' });
    expect(world.editor.text(uri)).toBe(`${comment}\n${world.truth(id)}\n`);
  });

  it.each(['Cancel', null])('are not inserted after the answer %j', async (answer) => {
    world.editor.answer = () => answer;
    expect(await world.probeBare(id)).toMatchObject({ outcome: 'cancelled' });
    expect(world.editor.text(uri)).toBe(bare());
  });

  it.each([
    ['Insert', 'inserted'],
    ['Cancel', 'cancelled'],
    [null, 'cancelled'],
  ])('can be judged by the evidence, as often as one likes; then %j counts', async (last, outcome) => {
    const answers = ['Show evidence', 'Show evidence', last];
    world.editor.answer = (_, index) => answers[index] ?? null;
    expect(await world.probeBare(id)).toMatchObject({ outcome });
    expect(world.editor.questions).toHaveLength(3);
    expect(world.editor.shown).toHaveLength(2);
    expect(world.editor.shown[0]).toMatch(/^postfix-tls-evidence:\//);
    const report: unknown = await world.editor.connection.sendRequest('workspace/textDocumentContent', {
      uri: world.editor.shown[0],
    });
    for (const host of world.scenario(id).truth.dnssec.confirm) {
      expect((report as { text: string }).text).toContain(host);
    }
  });

  it('are asked about only after the progress has ended', async () => {
    const ended: boolean[] = [];
    world.editor.answer = () => {
      ended.push(...[...world.editor.progress.values()].map((seen) => seen.ended));
      return 'Cancel';
    };
    await world.probeBare(id);
    expect(ended).toEqual([true]);
  });

  it('are asked about again by a new probe, which withdraws the open question', async () => {
    const first = world.probeBare(id);
    await until('the first question', () => world.editor.questions.length === 1);
    world.editor.answer = () => 'Insert';
    expect(await world.probe(world.scenario(id).domain)).toMatchObject({ outcome: 'inserted' });
    expect(await first).toMatchObject({ outcome: 'cancelled' });
    expect(world.lineOf(id)).toBe(world.truth(id));
  });

  it('are not inserted into a document that is closed while the question is open', async () => {
    const result = world.probeBare(id);
    await until('the question', () => world.editor.questions.length === 1);
    world.editor.close(uri);
    expect(await result).toMatchObject({ outcome: 'cancelled' });
    expect(world.editor.edits).toEqual([]);
  });

  it('are not inserted when the request is cancelled while the question is open', async () => {
    world.editor.open(uri, bare());
    const cancellation = new CancellationTokenSource();
    const request = probeRequest({ key: world.scenario(id).domain });
    const result = world.editor.connection.sendRequest(ExecuteCommandRequest.type, request, cancellation.token);
    await until('the question', () => world.editor.questions.length === 1);
    cancellation.cancel();
    expect(await result).toMatchObject({ outcome: 'cancelled' });
    expect(world.editor.text(uri)).toBe(bare());
  });

  it('go without the evidence in an editor that can show no document', async () => {
    await world.restart({ capabilities: { ...fullCapabilities, window: {} } });
    world.editor.answer = () => 'Insert';
    expect(await world.probeBare(id)).toMatchObject({ outcome: 'inserted' });
    expect(world.editor.questions[0]?.actions?.map(({ title }) => title)).toEqual(['Insert', 'Cancel']);
  });

  it('are shown in a file by an editor without virtual documents', async () => {
    const workspace = without(fullCapabilities.workspace, 'textDocumentContent');
    await world.restart({ capabilities: { ...fullCapabilities, workspace } });
    const answers = ['Show evidence', 'Cancel'];
    world.editor.answer = (_question, index) => answers[index] ?? null;
    await world.probeBare(id);
    const path = fileURLToPath(world.editor.shown[0] ?? '');
    expect(readFileSync(path, 'utf8')).toContain(world.scenario(id).domain);
    await world.restart({});
    expect(existsSync(path)).toBe(false);
  });
});
