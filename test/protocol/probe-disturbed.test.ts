import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, ExecuteCommandRequest } from 'vscode-languageserver/node';
import { type Lab, startLab } from '../../lab/lab';
import type { ProbeResult } from '../../server/src/lsp/probe-request';
import { probeRequest, settingsOf, setUpProbing, start0, uri } from './probing';
import { until } from './until';

const world = setUpProbing();

/** A probe that waits for somebody who never answers. */
interface Hanging {
  readonly result: Promise<ProbeResult>;
  readonly domain: string;
  cancel(): void;
}

/** Begins a probe of a mail server that says nothing, and waits until it is connected. */
async function hang(lab: Lab = world.lab): Promise<Hanging> {
  const { domain } = world.scenario('silent');
  const cancellation = new CancellationTokenSource();
  world.editor.open(uri, `first.example secure\n${domain}\n`);
  const request = probeRequest({ key: domain });
  const result = world.editor.connection.sendRequest(ExecuteCommandRequest.type, request, cancellation.token);
  await until('the connection to the mail server', () => lab.connections().length > 0);
  return { result: result as Promise<ProbeResult>, domain, cancel: () => cancellation.cancel() };
}

/** The sockets of a process, and its children; Linux only. */
function holdingsOf(pid: number | undefined): { readonly sockets: number; readonly children: string } {
  const proc = join('/proc', String(pid));
  const targets = readdirSync(join(proc, 'fd')).map((fd) => {
    try {
      return readlinkSync(join(proc, 'fd', fd));
    } catch {
      // Closed since the folder was read.
      return '';
    }
  });
  const children = readFileSync(join(proc, 'task', String(pid), 'children'), 'utf8');
  return { sockets: targets.filter((target) => target.startsWith('socket:')).length, children };
}

const everyConnectionEnded = (lab: Lab) => () => lab.connections().every(({ open }) => !open);

describe('a probe that is disturbed', () => {
  it.each<[string, (running: Hanging) => void]>([
    ['the request is cancelled', (running) => running.cancel()],
    ['its progress is cancelled', () => world.editor.cancelProgress()],
    ['the document is closed', () => world.editor.close(uri)],
  ])('ends at once when %s, changes nothing and leaves nothing behind', async (_, disturb) => {
    const before = holdingsOf(world.editor.process.pid);
    const running = await hang();
    disturb(running);
    const from = performance.now();
    expect(await running.result).toMatchObject({ outcome: 'cancelled' });
    expect(performance.now() - from).toBeLessThan(15_000);
    await until('the end of the connections', everyConnectionEnded(world.lab));
    await until('the end of the sockets', () => holdingsOf(world.editor.process.pid).sockets <= before.sockets);
    expect(holdingsOf(world.editor.process.pid).children).toBe(before.children);
    expect(world.editor.edits).toEqual([]);
    expect(world.editor.messages).toEqual([]);
    expect([...world.editor.progress.values()].every(({ ended }) => ended)).toBe(true);
  });

  it('tells once where the network strips DNSSEC records', async () => {
    const undo = world.lab.world.zones.map(({ name }) => world.lab.dnsFault({ name, kind: 'strip-rrsig' }));
    const domains = ['dane-ee', 'dane-nsec3'].map((id) => world.scenario(id).domain);
    world.editor.open(uri, domains.join('\n'));
    for (const domain of domains) expect(await world.probe(domain)).toMatchObject({ outcome: 'untested' });
    undo.forEach((each) => each());
    const warnings = world.editor.messages.filter((message) =>
      message.startsWith('This network strips DNSSEC records'),
    );
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('DANE can’t be proven from here');
  });

  it('does not happen where somebody asked not to be probed', async () => {
    const { domain } = world.scenario('dane-ee');
    world.editor.settings = { ...world.settings, noProbe: [domain] };
    world.editor.open(uri, `${domain}\n`);
    const result = await world.probe(domain);
    expect(result).toMatchObject({ outcome: 'untested', entry: null });
    expect(result.message).toContain('asked not to be probed');
    expect([world.lab.questions(), world.lab.connections()]).toEqual([[], []]);
  });

  it('is not begun twice for one entry, in whatever case it is written', async () => {
    const running = await hang();
    const second = await world.probe(running.domain.toUpperCase());
    expect(second).toMatchObject({ outcome: 'refused' });
    expect(second.message).toContain('already');
    running.cancel();
    expect(await running.result).toMatchObject({ outcome: 'cancelled' });
  });

  it('goes away with the server', async () => {
    const running = await hang();
    running.result.catch(() => undefined);
    await world.restart({});
    await until('the end of the connections', everyConnectionEnded(world.lab));
  });

  it('goes away with the editor', async () => {
    const running = await hang();
    running.result.catch(() => undefined);
    const exited = once(world.editor.process, 'exit');
    world.editor.process.stdin?.end();
    expect(await exited).toEqual([1, null]);
    await until('the end of the connections', everyConnectionEnded(world.lab));
    await world.begin();
  });
});

describe('a document that changes while it is probed', () => {
  it('gets the entry at its new place', async () => {
    const { domain } = world.scenario('two-step-greeting');
    world.editor.open(uri, `${domain} may\n`);
    const result = world.probe(domain);
    await until('the connection to the mail server', () => world.lab.connections().length > 0);
    world.editor.change(uri, start0, '# typed while the network was asked\nother.example secure\n');
    expect(await result).toMatchObject({ outcome: 'inserted' });
    expect(world.editor.text(uri)).toBe(
      `# typed while the network was asked\nother.example secure\n${world.truth('two-step-greeting')}\n`,
    );
  });

  it('gets it there also when the change crosses the edit', async () => {
    const { domain } = world.scenario('dane-ee');
    world.editor.open(uri, `${domain}\n`);
    world.editor.beforeEdit = () => {
      world.editor.beforeEdit = undefined;
      world.editor.change(uri, start0, '# above\nother.example secure\n');
    };
    expect(await world.probe(domain)).toMatchObject({ outcome: 'inserted' });
    expect(world.editor.text(uri)).toBe(`# above\nother.example secure\n${world.truth('dane-ee')}\n`);
    expect(world.editor.edits).toHaveLength(2);
  });

  it.each<[string, string, string, RegExp]>([
    ['its entry has gone', '', 'refused', /no longer/],
    ['its entry became another', 'other.example may', 'refused', /no longer/],
    ['a person wrote the same', 'DOMAIN dane', 'kept', /stays/],
    ['a person wrote more', 'DOMAIN dane-only', 'kept', /stays/],
  ])('stays as it is when %s', async (_, now, outcome, message) => {
    const { domain } = world.scenario('dane-ee');
    const text = now.replace('DOMAIN', domain);
    world.editor.open(uri, `a.example may\n${domain}\n`);
    world.editor.beforeEdit = () => {
      world.editor.beforeEdit = undefined;
      world.editor.replace(uri, domain, text);
    };
    const result = await world.probe(domain);
    expect(result.outcome).toBe(outcome);
    expect(result.message).toMatch(message);
    expect(world.editor.text(uri)).toBe(`a.example may\n${text}\n`);
  });

  it('is left alone when it never rests', async () => {
    const { domain } = world.scenario('dane-ee');
    world.editor.open(uri, `${domain}\n`);
    world.editor.beforeEdit = () => world.editor.change(uri, start0, '# x\n');
    expect(await world.probe(domain)).toMatchObject({ outcome: 'refused' });
    expect(world.editor.text(uri)).toMatch(new RegExp(`^(# x\n)+${domain}\n$`));
  });

  it('is left alone when the editor refuses the edit, and the message says so', async () => {
    world.editor.refuseEdits = 'The file is read-only.';
    const result = await world.probeBare('dane-ee');
    expect(result).toMatchObject({ outcome: 'refused', entry: world.truth('dane-ee') });
    expect(result.message).toContain('read-only');
  });

  it('never loses what a person typed meanwhile, whatever that was', async () => {
    const { domain } = world.scenario('dane-ee');
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      newText: fc.constantFrom('x', '\n', '# note\n', 'new.example may\n', ' ', 'é🙂'),
    });
    const run = async (changes: readonly { readonly at: number; readonly newText: string }[]): Promise<void> => {
      world.editor.open(uri, `# head\na.example secure\n${domain}\nb.example may\n`);
      const typed = changes.values();
      world.editor.beforeEdit = () => {
        const next = typed.next();
        if (next.done === true) return;
        const lines = world.editor.text(uri).split('\n');
        const line = Math.floor(next.value.at * lines.length);
        const place = { line, character: 0 };
        world.editor.change(uri, { start: place, end: place }, next.value.newText);
      };
      const before = () => world.editor.text(uri).split('\n');
      const result = await world.probe(domain);
      // Every line but the entry's own stands as the person left it.
      const others = before().filter((line) => !line.includes(domain));
      const expected = replay(
        `# head\na.example secure\n${domain}\nb.example may\n`,
        changes,
        world.editor.edits.length,
      );
      expect(others).toEqual(expected.split('\n').filter((line) => !line.includes(domain)));
      expect(['inserted', 'refused', 'kept']).toContain(result.outcome);
      if (result.outcome === 'inserted') expect(before()).toContain(world.truth('dane-ee'));
      world.editor.edits.length = 0;
      world.editor.close(uri);
    };
    await fc.assert(fc.asyncProperty(fc.array(change, { maxLength: 3 }), run), { numRuns: 15 });
  });
});

/** What the text would be if nobody but the person had changed it: one change for each edit that was tried. */
function replay(
  text: string,
  changes: readonly { readonly at: number; readonly newText: string }[],
  count: number,
): string {
  let current = text;
  for (const { at, newText } of changes.slice(0, count)) {
    const lines = current.split('\n');
    const line = Math.floor(at * lines.length);
    lines[line] = newText + (lines[line] ?? '');
    current = lines.join('\n');
  }
  return current;
}

describe('a lab that dies', () => {
  /** Leads the editor to a lab that can be ended without harm to the other tests. */
  async function useMortalLab(ids: readonly string[]): Promise<Lab> {
    const lab = await startLab({ scenarios: world.lab.scenarios.filter(({ id }) => ids.includes(id)) });
    world.editor.settings = await settingsOf(lab, join(world.folder, 'mortal'));
    return lab;
  }

  it.each<[string, string, (lab: Lab) => boolean]>([
    ['while a mail server is silent', 'silent', (lab) => lab.connections().length > 0],
    ['while a mail server greets', 'two-step-greeting', (lab) => lab.connections().length > 0],
    ['while DNS is silent', 'dns-silent', (lab) => lab.questions().length > 0],
  ])('%s leaves an unchanged document and a server that answers', async (_, id, isUnderWay) => {
    const lab = await useMortalLab([id]);
    const before = holdingsOf(world.editor.process.pid);
    const { domain } = world.scenario(id);
    world.editor.open(uri, `${domain}\n`);
    const result = world.probe(domain);
    await until('the probe to be under way', () => isUnderWay(lab));
    await lab.stop();
    expect(await result).toMatchObject({ outcome: 'untested', entry: null });
    expect(world.editor.text(uri)).toBe(`${domain}\n`);
    expect(world.editor.edits).toEqual([]);
    expect(await world.editor.diagnose(uri)).not.toEqual([]);
    await until('the end of the sockets', () => holdingsOf(world.editor.process.pid).sockets <= before.sockets);
  });

  it('before it is asked leaves the same', async () => {
    const lab = await useMortalLab(['dane-ee']);
    await lab.stop();
    const result = await world.probeBare('dane-ee');
    expect(result).toMatchObject({ outcome: 'untested', entry: null });
    expect(world.editor.edits).toEqual([]);
  });
});
