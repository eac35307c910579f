import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../lab/lab';
import { scenarios } from '../../lab/scenarios';
import type { VerifyJson } from '../../server/src/report/verify-json';
import { type BuiltCli, buildCli } from './build-cli';
import { type CliResult, startCli } from './run-cli';

/** Entries that went wrong, each in a way of its own. */
const drifted: readonly (readonly [line: string, outcome: string])[] = [
  ['self-signed.example secure', 'fails'],
  ['no-starttls.example secure', 'fails'],
  ['secure-wildcard.example secure match=old.provider.example', 'fails'],
  ['gone.example secure', 'fails'],
  ['secure-nexthop-name.example:25 dane', 'weaker'],
];

/** Entries that the lab's truth calls right, but for domains that have one of those: each third, since all are tried in process. */
const right = scenarios
  .flatMap(({ domain, truth: { dnssec } }) =>
    dnssec.entry === null || drifted.some(([line]) => line.startsWith(`${domain} `)) ? [] : [dnssec.entry],
  )
  .filter((_, index) => index % 3 === 0);

let cli: BuiltCli;
let lab: Lab;
let means: readonly string[];
beforeAll(async () => {
  [cli, lab] = await Promise.all([buildCli(), startLab({ delayScale: 0.02 })]);
  const { trustAnchors, caFile } = await lab.files(cli.folder);
  means = [
    ...['--resolver', `${lab.resolver.host}:${lab.resolver.port}`],
    ...['--socks', `${lab.socks.host}:${lab.socks.port}`],
    ...['--trust-anchor', trustAnchors, '--ca-file', caFile],
    ...lab.allowAddresses.flatMap((block) => ['--allow-address', block]),
  ];
});
afterAll(async () => {
  await lab.stop();
  cli.remove();
});

function written(name: string, lines: readonly string[]): string {
  const folder = join(cli.folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tls_policy'), lines.map((line) => `${line}\n`).join(''));
  return join(folder, 'tls_policy');
}

/** No pauses, no minute before the second look, and no day before the next run. */
const start = (args: readonly string[]) =>
  startCli(process.execPath, [cli.file, 'verify', ...means, '--pacing', '0', ...args]);

function entriesOf({ stdout }: CliResult): VerifyJson['files'][number]['entries'] {
  return (JSON.parse(stdout) as VerifyJson).files.flatMap(({ entries }) => entries);
}

/** What does not depend on the time of day. */
const facts = (result: CliResult) => entriesOf(result).map(({ key, outcome, reasons }) => ({ key, outcome, reasons }));

describe('verify, in the lab', () => {
  it('finds that the right entries hold, and what became of each of the others', async () => {
    const table = written('whole', [...right, ...drifted.map(([line]) => line)]);
    const result = await start(['--format', 'json', table]).ended;
    const entries = entriesOf(result);
    const wrong = entries.slice(0, right.length).filter(({ outcome }) => !['holds', 'upgradable'].includes(outcome));
    expect(wrong).toEqual([]);
    expect(entries.slice(right.length).map(({ line, outcome }) => [line, outcome])).toEqual(drifted);
    expect(result.code).toBe(1);
  });

  it('killed in the middle, goes on where it was, and comes to the same', async () => {
    const table = written('killed', [...right.slice(0, 10), ...drifted.map(([line]) => line)]);
    const undisturbed = await start(['--format', 'json', '--evidence', join(cli.folder, 'undisturbed'), table]).ended;
    const seen = join(cli.folder, 'seen');
    const first = start(['--format', 'json', '--evidence', seen, table]);
    await vi.waitFor(() => expect(readdirSync(seen).length).toBeGreaterThan(3), { timeout: 30_000, interval: 5 });
    first.child.kill('SIGKILL');
    await first.ended;
    const before = lab.connections().length;
    const second = await start(['--format', 'json', '--evidence', seen, table]).ended;
    expect(facts(second)).toEqual(facts(undisturbed));
    expect(second.code).toBe(1);
    expect(lab.connections().length - before).toBeGreaterThan(0);
  });

  it('tells what is new since the last run, and what holds again', async () => {
    const table = written('drift', ['secure-mx-name.example secure', 'dane-ee.example dane']);
    const verify = async () => {
      const result = await start(['--format', 'json', '--evidence', join(cli.folder, 'drift-seen'), table]).ended;
      return entriesOf(result).map(({ outcome, drift }) => [outcome, drift]);
    };
    expect(await verify()).toEqual([
      ['holds', null],
      ['holds', null],
    ]);
    await lab.set('mx.secure-mx-name.example', { startTls: 'absent' });
    expect(await verify()).toEqual([
      ['fails', 'newly-failing'],
      ['holds', null],
    ]);
    await lab.set('mx.secure-mx-name.example', { greeting: 'temporary' });
    expect(await verify()).toEqual([
      ['untested', null],
      ['holds', null],
    ]);
    // Compared with the last run that saw something.
    await lab.set('mx.secure-mx-name.example', {});
    expect(await verify()).toEqual([
      ['holds', 'recovered'],
      ['holds', null],
    ]);
  });
});

describe('the examples of a schedule', () => {
  const examples = join(import.meta.dirname, '../../examples/verify');
  const read = (name: string): string => readFileSync(join(examples, name), 'utf8');

  /** Runs commands as they stand there, but in the lab and on a list of our own. */
  async function runIn(folder: string, commands: readonly string[]): Promise<readonly CliResult[]> {
    const results: CliResult[] = [];
    for (const command of commands) {
      // Twenty hours are twelve minutes here.
      const lent = [...means, '--pacing', '0.01'].map((each) => `'${each}'`).join(' ');
      const script = command.replace(' verify ', ` verify ${lent} `);
      const program = `cd '${folder}' && export POSTFIX_TLS_POLICY='${cli.file}' && ${script}`;
      results.push(await startCli('bash', ['--norc', '-e', '-o', 'pipefail', '-c', program]).ended);
    }
    return results;
  }

  it('by GitLab leave a report, ask once, and end with what was found', async () => {
    const table = written('gitlab', ['dane-ee.example dane', 'self-signed.example secure']);
    const commands = [...read('gitlab-verify.yml').matchAll(/^ +- (node .*)$/gm)].map(([, command]) => command ?? '');
    const [first, second] = await runIn(dirname(table), commands.slice(0, 1));
    expect(second).toBeUndefined();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const asked = lab.connections().length;
    const [last] = await runIn(dirname(table), commands.slice(1));
    expect(last?.code).toBe(1);
    expect(last?.stdout).toContain('1 fails');
    expect(lab.connections().length).toBe(asked);
    expect(readFileSync(join(dirname(table), 'drift.md'), 'utf8')).toContain('self-signed.example');
  });

  it('by systemd run the command that they name', async () => {
    const table = written('systemd', ['dane-ee.example dane']);
    const service = read('postfix-tls-policy-verify.service');
    const [, command = ''] = /^ExecStart=(.*)$/m.exec(service) ?? [];
    const [, report = ''] = /^StandardOutput=truncate:(.*)$/m.exec(service) ?? [];
    expect(report.startsWith('/var/lib/postfix-tls-policy/')).toBe(true);
    const here = command
      .replace('/usr/bin/node', process.execPath)
      .replace('/usr/local/lib/postfix-tls-policy.js', cli.file)
      .replaceAll('/var/lib/postfix-tls-policy', dirname(table))
      .replace('/etc/postfix/tls_policy', table);
    expect(here).not.toMatch(/ \/(?:usr|var|etc)\//);
    const [result] = await runIn(dirname(table), [here]);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result?.stdout).toContain('# ');
  });
});
