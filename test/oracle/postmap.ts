import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environment } from './machine';

/** What postmap(1) makes of the file of a table. */
export interface StoredTable {
  /** `key<tab>value` of each entry, sorted. */
  readonly entries: readonly string[];
  readonly warnings: readonly TableWarning[];
  /** Which of these keys an entry is found under. */
  readonly find: (keys: readonly string[]) => ReadonlySet<string>;
}

export interface TableWarning {
  /** The last physical line, from 1, that was read by then; null for what is said of the whole table. */
  readonly line: number | null;
  readonly text: string;
}

/** Files of one test, for one look each. */
export interface TableFolder {
  readonly store: (type: string, bytes: Uint8Array) => StoredTable;
  /** What a table says for each key that it knows, and what Postfix says of its file. */
  readonly ask: (
    type: string,
    bytes: Uint8Array,
    keys: readonly string[],
  ) => { readonly answers: ReadonlyMap<string, string>; readonly warnings: readonly TableWarning[] };
  readonly remove: () => void;
}

/** A folder of its own, with a main.cf of defaults. */
export function tableFolder(): TableFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'postfix-tables-'));
  const longAgo = 1_000_000_000;
  let files = 0;
  // Of a file that was written this very second Postfix waits for the next one.
  const write = (name: string, content: Uint8Array | string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    utimesSync(file, longAgo, longAgo);
    return file;
  };
  write('main.cf', 'compatibility_level = 3.6\n');
  const run = (parameters: readonly string[], input = '') => {
    const { stdout, stderr, error } = spawnSync('postmap', ['-c', folder, ...parameters], {
      env: environment(),
      encoding: 'utf8',
      input,
      timeout: 60_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error !== undefined) throw error;
    if (stderr.includes('fatal:')) throw new Error(stderr.slice(-2_000));
    return { lines: linesOf(stdout), warnings: warningsOf(stderr) };
  };
  const find = (table: string, keys: readonly string[]) =>
    new Map(
      run(['-q', '-', table], keys.map((key) => `${key}\n`).join('')).lines.map((line) => {
        const tab = line.indexOf('\t');
        return [line.slice(0, tab), line.slice(tab + 1)];
      }),
    );
  return {
    store(type, bytes) {
      files += 1;
      const table = `${type}:${write(`table-${files}`, bytes)}`;
      const built = type === 'texthash' ? null : run([table]);
      // cdb: has no way to go through the entries before Postfix 3.10.
      const read = type === 'cdb' ? null : run(['-s', table]);
      return {
        entries: (read?.lines ?? []).sort(),
        warnings: built?.warnings ?? read?.warnings ?? [],
        find: (keys) => new Set(find(table, keys).keys()),
      };
    },
    ask(type, bytes, keys) {
      files += 1;
      const table = `${type}:${write(`table-${files}`, bytes)}`;
      return { answers: find(table, keys), warnings: run(['-q', 'no.such.key', table]).warnings };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function warningsOf(stderr: string): readonly TableWarning[] {
  return linesOf(stderr).flatMap((said) => {
    const [, line, text] = /^postmap: warning: (?:\S+?, line (\d+): )?(.*)$/.exec(said) ?? [];
    return text === undefined ? [] : [{ line: line === undefined ? null : Number(line), text }];
  });
}
