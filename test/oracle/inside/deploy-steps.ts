/**
 * Run inside a namespace: a Postfix that runs, with a table of each type that `deploy` knows, and many runs of it that are
 * killed or fail at every step. Tells after each what the table answers, and what Postfix does with a message.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCli } from '../../../server/src/cli/run';
import { disturbedIo, type Faults } from '../deploy/disturbed-io';
import { startGoodHost } from './good-host';
import { type PostfixInstance, startPostfix } from './postfix-instance';
import { run } from './run';

export interface DeployStepsInput {
  /** The bundled driver. */
  readonly driver: string;
}

/** What was found, and what has to be. */
export interface DeployStep {
  readonly what: string;
  readonly found: unknown;
  readonly expected: unknown;
}

export interface DeployStepsOutput {
  readonly rows: readonly DeployStep[];
  /** The names of the steps by type. */
  readonly steps: Readonly<Record<string, readonly string[]>>;
}

const types = ['hash', 'lmdb', 'cdb', 'texthash'] as const;
const suffixes = { hash: '.db', lmdb: '.lmdb', cdb: '.cdb', texthash: '' } as const;
/** The two lists that take turns, and how a message goes out under each. */
type Level = 'none' | 'encrypt';
const other = (level: Level): Level => (level === 'none' ? 'encrypt' : 'none');

async function main(folder: string): Promise<void> {
  const { driver } = JSON.parse(readFileSync(path.join(folder, 'input.json'), 'utf8')) as DeployStepsInput;
  const { caFile } = await startGoodHost(folder, ['x.example']);
  const tables = types.map((id) => ({ id, maps: `${id}:FILE`, text: textOf('none'), recipients: [] }));
  const postfix = await startPostfix(folder, tables, { caFile });
  const rows: DeployStep[] = [];
  const steps: Record<string, readonly string[]> = {};
  for (const type of types) {
    const table = new DeployedTable(folder, driver, type, postfix);
    steps[type] = await table.nameSteps();
    rows.push(...(await killAtEachStep(table, steps[type])));
    if (type === 'hash') rows.push(...(await failAtEachStep(table, steps[type])), ...(await killPostmap(table)));
  }
  rows.push(...(await fillDisk(new DeployedTable(path.join(folder, 'small'), driver, 'hash', postfix))));
  await postfix.stop();
  const output: DeployStepsOutput = { rows, steps };
  writeFileSync(path.join(folder, 'output.json'), JSON.stringify(output));
}

function textOf(level: Level): string {
  return `# the list\nx.example ${level}\n`;
}

/** A table, and what is done to it and asked of it. */
class DeployedTable {
  readonly map: string;
  level: Level = 'none';
  private messages = 0;

  constructor(
    private readonly folder: string,
    private readonly driver: string,
    readonly type: (typeof types)[number],
    private readonly postfix: PostfixInstance,
  ) {
    mkdirSync(path.join(folder, 'etc'), { recursive: true });
    this.map = path.join(folder, 'etc', `table.${type}`);
  }

  /** Where the run ends that changes nothing for mail any more: from here on the new list is in force. */
  get lastStep(): string {
    return this.type === 'texthash' ? 'replace text' : 'replace index';
  }

  async nameSteps(): Promise<readonly string[]> {
    const file = path.join(this.folder, `steps.${this.type}`);
    this.level = other(this.level);
    await this.deploy(this.level, { steps: file });
    return readFileSync(file, 'utf8').trimEnd().split('\n');
  }

  /** Runs in this process; resolves to the exit status. */
  async deploy(level: Level, faults: Faults = {}, text = textOf(level)): Promise<number> {
    const silent = { write: () => undefined, isTTY: false, hasColor: false, columns: 80 };
    return runCli(this.arguments(level, text), { ...disturbedIo(faults), stdout: silent, stderr: silent });
  }

  /** Runs in a process of its own; resolves to the exit status, or the signal. */
  async deployApart(level: Level, dieAt: number | '-', postmap: string | null = null): Promise<number | string | null> {
    const options = postmap === null ? [] : ['--postmap', postmap];
    const args = [this.driver, String(dieAt), ...this.arguments(level, textOf(level)), ...options];
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    return new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)));
  }

  private arguments(level: Level, text: string): readonly string[] {
    const list = path.join(this.folder, `list.${level}`);
    writeFileSync(list, text);
    const mainCf = path.join(path.dirname(this.map), 'main.cf');
    return [
      ...['deploy', list, '--map', this.map, '--type', this.type, '--allow-loss'],
      ...(existsSync(mainCf) ? ['--main-cf', mainCf] : []),
      ...(this.type === 'texthash' ? ['--reload'] : []),
    ];
  }

  /** What postmap(1) finds in it. */
  async answer(): Promise<string> {
    return (await run('postmap', ['-q', 'x.example', `${this.type}:${this.map}`])).trim();
  }

  /** The level at which a message went out. */
  async send(): Promise<Level> {
    const recipient = `${this.type}-${this.messages++}@x.example`;
    const { tls } = await this.postfix.deliverTo(this.type, recipient, 30);
    return tls === null ? 'none' : 'encrypt';
  }

  leftovers(): readonly string[] {
    const found = readdirSync(`${this.map}.deploy`, { recursive: true, encoding: 'utf8' });
    return found.filter((name) => /^(?:build|claim)-|\.tmp$/.test(path.basename(name)));
  }

  previous(): string {
    return readFileSync(path.join(`${this.map}.deploy`, 'previous', path.basename(this.map)), 'utf8');
  }
}

/** Killed before a step, the old list is in force until the last one; the next run comes to its end and leaves nothing behind. */
async function killAtEachStep(table: DeployedTable, steps: readonly string[]): Promise<readonly DeployStep[]> {
  const { type } = table;
  const rows: DeployStep[] = [];
  const commit = steps.indexOf(table.lastStep);
  for (const index of steps.keys()) {
    const isNear = Math.abs(index - commit) <= 1;
    // Of all types but one only what lies around the moment that counts.
    if (type !== 'hash' && !isNear) continue;
    const [before, after] = [table.level, other(table.level)];
    const what = `${type}, killed before "${steps[index]}"`;
    const inForce = index > commit ? after : before;
    rows.push({ what, found: await table.deployApart(after, index), expected: 'SIGKILL' });
    rows.push({ what: `${what}: answer`, found: await table.answer(), expected: inForce });
    // Elsewhere the next one that is killed finds what this one left.
    if (!isNear && index < commit) continue;
    if (type !== 'texthash') rows.push({ what: `${what}: mail`, found: await table.send(), expected: inForce });
    rows.push({ what: `${what}: next run`, found: await table.deploy(after), expected: 0 });
    rows.push({ what: `${what}: then mail`, found: await table.send(), expected: after });
    rows.push({ what: `${what}: then left`, found: table.leftovers(), expected: [] });
    rows.push({ what: `${what}: the copy`, found: table.previous(), expected: textOf(before) });
    table.level = after;
  }
  return rows;
}

/** A step that fails leaves the old list in force, and nothing half-made. */
async function failAtEachStep(table: DeployedTable, steps: readonly string[]): Promise<readonly DeployStep[]> {
  const rows: DeployStep[] = [];
  const after = other(table.level);
  const commit = steps.indexOf(table.lastStep);
  for (const [index, step] of steps.slice(0, commit + 1).entries()) {
    const what = `full disk at "${step}"`;
    rows.push({ what, found: await table.deploy(after, { failAt: index }), expected: 2 });
    rows.push({ what: `${what}: answer`, found: await table.answer(), expected: table.level });
    rows.push({ what: `${what}: left`, found: table.leftovers(), expected: [] });
  }
  rows.push({ what: 'then room again', found: await table.deploy(after), expected: 0 });
  rows.push({ what: 'then room again: mail', found: await table.send(), expected: after });
  table.level = after;
  return rows;
}

/** What becomes of the run when postmap(1) dies, or dies with it. */
async function killPostmap(table: DeployedTable): Promise<readonly DeployStep[]> {
  const rows: DeployStep[] = [];
  const after = other(table.level);
  const isQuery = 'case "$*" in *-q*) exec postmap "$@";; esac';
  const half = `for each; do :; done; printf half > "\${each#*:}${suffixes[table.type]}"`;
  const programs: readonly (readonly [name: string, script: string, expected: unknown])[] = [
    ['dies', 'kill -9 $$', 2],
    ['fails', 'echo "postmap: fatal: no luck" >&2; exit 1', 2],
    ['makes nothing', 'exit 0', 2],
    ['makes half an index', half, 2],
    ['makes another table', `for each; do :; done; echo "x.example may" > "\${each#*:}"; postmap "$@"`, 2],
    ['dies with the run', 'kill -9 $PPID', 'SIGKILL'],
    ['makes half an index and dies with the run', `${half}; kill -9 $PPID`, 'SIGKILL'],
    ['makes all and dies with the run', 'postmap "$@"; kill -9 $PPID', 'SIGKILL'],
  ];
  for (const [name, script, expected] of programs) {
    const program = path.join(path.dirname(table.map), 'postmap-that-fails');
    writeFileSync(program, `#!/bin/sh\n${isQuery}\n${script}\n`, { mode: 0o755 });
    rows.push({ what: `postmap ${name}`, found: await table.deployApart(after, '-', program), expected });
    rows.push({ what: `postmap ${name}: answer`, found: await table.answer(), expected: table.level });
  }
  rows.push({ what: 'then the real one', found: await table.deploy(after), expected: 0 });
  rows.push({ what: 'then the real one: answer', found: await table.answer(), expected: after });
  rows.push({ what: 'then the real one: left', found: table.leftovers(), expected: [] });
  table.level = after;
  return rows;
}

/** A disk that has so much room left, in KiB; the list and its index need some hundreds. */
async function fillDisk(table: DeployedTable): Promise<readonly DeployStep[]> {
  const rows: DeployStep[] = [];
  const etc = path.dirname(table.map);
  await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'small', etc]);
  const many = Array.from({ length: 3_000 }, (_, index) => `d${index}.example secure match=.d${index}.example\n`).join(
    '',
  );
  rows.push({ what: 'a disk with room', found: await table.deploy('none'), expected: 0 });
  const filler = path.join(etc, 'filler');
  for (const room of [0, 4, 60, 200, 400]) {
    await run('sh', [
      '-c',
      `rm -f ${filler}; free=$(df --output=avail -k ${etc} | tail -n 1); head -c $(( (free - ${room}) * 1024 )) /dev/zero > ${filler}`,
    ]);
    const code = await table.deploy('encrypt', {}, textOf('encrypt') + many);
    rows.push({ what: `${room} KiB left`, found: code, expected: 2 });
    rows.push({ what: `${room} KiB left: answer`, found: await table.answer(), expected: 'none' });
    rows.push({ what: `${room} KiB left: left`, found: table.leftovers(), expected: [] });
  }
  await run('rm', [filler]);
  const code = await table.deploy('encrypt', {}, textOf('encrypt') + many);
  rows.push({ what: 'room again', found: [code, await table.answer()], expected: [0, 'encrypt'] });
  await run('umount', [etc]);
  return rows;
}

main(process.argv[2] ?? '').then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
