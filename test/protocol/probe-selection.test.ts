import { describe, expect, it } from 'vitest';
import { type CodeAction, CodeActionRequest, ExecuteCommandRequest } from 'vscode-languageserver/node';
import type { SelectionResult } from '../../server/src/lsp/probe-request';
import { setUpProbing, uri } from './probing';
import { until } from './until';

const world = setUpProbing();
const command = 'postfixTlsPolicy.server.probe';

/** Opens a text in which `{id}` stands for the domain of a scenario. */
function open(text: string): void {
  world.editor.open(uri, withDomains(text));
}

function withDomains(text: string): string {
  return text.replace(/\{([^}]+)\}/g, (_, id: string) => world.scenario(id).domain);
}

/** Selects the lines from one on to another, as a person does, and takes the action that probes them. */
async function probeLines(from: number, to: number, more: object = {}): Promise<SelectionResult> {
  const range = { start: { line: from, character: 0 }, end: { line: to, character: 0 } };
  const result: unknown = await world.editor.connection.sendRequest(ExecuteCommandRequest.type, {
    command,
    arguments: [{ uri, range, ...more }],
  });
  return result as SelectionResult;
}

const mixed =
  '# Mixed\na.example   may\n{dane-ee}\n{self-signed}\n{secure-mx-name} encrypt\n{dane-ee-pkix}\nz.example\n';

describe('the domains of a selection', () => {
  it('are probed under one progress, asked for once and written by one edit; other lines stay', async () => {
    open(mixed);
    world.editor.answer = () => 'Insert';
    const result = await probeLines(1, 6);
    expect(result.outcome).toBe('inserted');
    expect(result.entries).toEqual([world.truth('dane-ee'), world.truth('dane-ee-pkix')]);
    expect(world.editor.edits).toHaveLength(1);
    expect(world.editor.progress.size).toBe(1);
    expect([...world.editor.progress.values()][0]).toMatchObject({ title: 'Probing 3 domains', ended: true });
    expect(world.editor.text(uri)).toBe(
      withDomains(
        mixed.replace('{dane-ee}\n', '{dane-ee} dane\n').replace('{dane-ee-pkix}\n', '{dane-ee-pkix} dane\n'),
      ),
    );
    expect(world.editor.questions).toHaveLength(1);
    const { message } = world.editor.questions[0]!;
    expect(message).toContain(`Insert 2 entries: "${world.truth('dane-ee')}", "${world.truth('dane-ee-pkix')}"?`);
    expect(message).toContain(`Nothing can be guaranteed: ${world.scenario('self-signed').domain}.`);
  });

  it('stay as they are when a person says no, and the evidence can be read before', async () => {
    open(mixed);
    world.editor.answer = (_, index) => (index === 0 ? 'Show evidence' : 'Cancel');
    expect(await probeLines(1, 6)).toMatchObject({ outcome: 'cancelled', entries: [] });
    expect(world.editor.text(uri)).toBe(withDomains(mixed));
    const report: unknown = await world.editor.connection.sendRequest('workspace/textDocumentContent', {
      uri: world.editor.shown[0],
    });
    for (const id of ['dane-ee', 'self-signed', 'dane-ee-pkix']) {
      expect((report as { text: string }).text).toContain(world.scenario(id).domain);
    }
  });

  it('hold keys that stand for many, by their samples; those without one are named', async () => {
    open('# tls-policy-test: {dane-ee}, {dane-ee-pkix}\n.example\n{dane-ee}\n.nobody.example\n# end\n');
    const asked: string[] = [];
    world.editor.answer = ({ message: question }) => {
      asked.push(question);
      return 'Insert';
    };
    const { outcome, entries, message } = await probeLines(0, 4);
    expect({ outcome, entries }).toEqual({ outcome: 'inserted', entries: ['.example dane', world.truth('dane-ee')] });
    expect(world.editor.edits).toHaveLength(1);
    expect([...world.editor.progress.values()]).toMatchObject([{ title: 'Probing 2 domains', ended: true }]);
    expect(world.editor.text(uri)).toBe(
      withDomains(
        '# tls-policy-test: {dane-ee}, {dane-ee-pkix}\n.example dane\n{dane-ee} dane\n.nobody.example\n# end\n',
      ),
    );
    const why = 'Left out, since no sample of the domains below is known: .nobody.example.';
    expect(asked[0]).toContain(`Insert 2 entries: ".example dane", "${world.truth('dane-ee')}"?`);
    expect(asked[0]).toContain(why);
    expect(message).toContain(`2 entries were inserted. ${why}`);
    expect(message).toContain('# tls-policy-test: a.nobody.example');
    // The sample that is an entry of its own is asked once.
    const contacts = world.lab.connections().map(({ host, serverName }) => `${host} ${serverName}`);
    expect(new Set(contacts).size).toBe(contacts.length);
  });

  it('hold a key for the selected domains below it, which are its samples as long as the list has no others', async () => {
    open('.example\n{dane-ee}\n{dane-ee-pkix}\n');
    world.editor.answer = () => 'Insert';
    const { entries } = await probeLines(0, 3);
    expect(entries).toEqual(['.example dane', world.truth('dane-ee'), world.truth('dane-ee-pkix')]);
    expect(world.editor.edits).toHaveLength(1);
  });

  it('insert nothing for a key of which a sample has no entry, and say so', async () => {
    open('# tls-policy-test: {dane-ee}, {self-signed}\n.example\n{dane-ee-pkix}\n');
    world.editor.answer = () => 'Insert';
    const { entries, message } = await probeLines(0, 3);
    expect(entries).toEqual([world.truth('dane-ee-pkix')]);
    expect(message).toContain('Nothing can be guaranteed: .example.');
  });

  it('are those of one run, and the others are named', async () => {
    const gone = Array.from({ length: 110 }, (_, n) => `gone${n}.{no-such-domain}\n`).join('');
    open(`{dane-ee}\n${gone}`);
    world.editor.answer = () => 'Insert';
    const { outcome, entries, message } = await probeLines(0, 111);
    expect({ outcome, entries }).toEqual({ outcome: 'inserted', entries: [world.truth('dane-ee')] });
    const first = withDomains('gone99.{no-such-domain}, gone100.{no-such-domain}');
    expect(message).toContain(`Left out, as one run asks for 100 domains: ${first}`);
    expect(message).toContain('and 6 more.');
    expect(world.lab.questions().some((name) => name.startsWith('gone98.'))).toBe(true);
    expect(world.lab.questions().some((name) => name.startsWith('gone99.'))).toBe(false);
  });

  it('tell which names came from plain DNS, and keep the comment with them', async () => {
    open('{dane-ee}\n{hosted}\n');
    world.editor.answer = () => 'Insert';
    await probeLines(0, 2);
    expect(world.editor.questions[0]!.message).toContain('Names that came from plain DNS');
    expect(world.editor.text(uri)).toContain(`# tls-policy-probe: `);
  });

  it('are asked nothing where none has an entry', async () => {
    open('{self-signed}\n{no-starttls}\n');
    const { outcome, message } = await probeLines(0, 2);
    expect(outcome).toBe('none');
    expect(world.editor.questions).toEqual([]);
    await until('the message', () => world.editor.messages.includes(message));
  });

  it('are found again when lines come in between, and left out when they got a value meanwhile', async () => {
    open('{dane-ee}\n{dane-ee-pkix}\n');
    world.editor.answer = () => {
      // The message at the end is answered, too.
      if (world.editor.edits.length > 0) return null;
      world.editor.replace(uri, withDomains('{dane-ee}'), withDomains('# new\n{dane-ee} encrypt\n'));
      return 'Insert';
    };
    expect(await probeLines(0, 2)).toMatchObject({ outcome: 'inserted', entries: [world.truth('dane-ee-pkix')] });
    expect(world.editor.text(uri)).toBe(withDomains('# new\n{dane-ee} encrypt\n\n{dane-ee-pkix} dane\n'));
  });

  it.each<[string, string, object, string]>([
    ['there is none', 'a.example may\n# b\n', {}, 'The selection holds no domain without an entry.'],
    ['the document is another by now', 'a.example\n', { version: 7 }, 'The document has changed since'],
    ['no key has a sample', '.a.example\n.b.example\n', {}, 'no sample of the domains below is known: .a.example, .b.'],
    ['it is no policy table', 'a.example\n', { uri: 'file:///nowhere' }, 'Only a policy table'],
  ])('are not probed when %s', async (_, text, more, why) => {
    open(text);
    const { outcome, message } = await probeLines(0, 200, more);
    expect({ outcome, message }).toEqual({ outcome: 'refused', message: expect.stringContaining(why) as string });
    expect(world.lab.questions()).toEqual([]);
  });
});

describe('the action', () => {
  it.each<[string, string, string | null]>([
    ['several domains', 'a.example\nb.example may\n\nc.example\n', 'Probe 2 domains and insert their entries'],
    ['one domain', 'a.example\nb.example may\n', null],
    ['no domain', 'b.example may\n.c.example\n', null],
    [
      'a key with a sample',
      '.c.example\na.c.example may\nb.example\n.d.example\n',
      'Probe 2 domains and insert their entries',
    ],
  ])('for a selection of %s', async (_, text, title) => {
    open(text);
    const actions = await world.editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } },
      context: { diagnostics: [] },
    });
    const found = ((actions ?? []) as CodeAction[]).filter((action) => action.title.includes('domains and insert'));
    expect(found.map((action) => action.title)).toEqual(title === null ? [] : [title]);
    for (const action of found) {
      expect(action).toMatchObject({ kind: 'quickfix', command: { command, arguments: [{ uri, version: 1 }] } });
      expect(action.isPreferred).toBeUndefined();
    }
  });
});
