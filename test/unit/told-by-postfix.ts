import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';

/** Whether the programs that tell are on this machine. */
export const isInstalled = ['postmap', 'postconf'].every((program) => spawnSync(program, ['-?']).error === undefined);

/** What Postfix tells about a file of a name in a folder. */
export interface View {
  readonly language: 'policy' | 'main-cf';
  readonly file: string;
  readonly command: readonly [string, ...string[]];
}

/** Its entries as a table of the simplest type has them. */
export const tableView: View = {
  language: 'policy',
  file: 'table',
  command: ['postmap', '-c', '.', '-s', 'texthash:./table'],
};

/** Ends in a parameter that may go on in the lines of a test; of the first one Postfix would not take that. */
const empty = 'compatibility_level = 3.6\nmail_name = x\n';

/** All that Postfix says about a text, in a folder that is there for this question alone: what it read, its warnings, its errors. */
export async function told(view: View, text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-told-'));
  try {
    return await toldIn(folder, view, text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function toldIn(folder: string, { file, command: [program, ...args] }: View, text: string): Promise<string> {
  writeFileSync(join(folder, 'main.cf'), empty);
  writeFileSync(join(folder, file), file === 'main.cf' ? `${empty}${text}` : text);
  // Of what was written this very second Postfix waits for the next one, lest it reads a half of it.
  for (const written of ['main.cf', file]) utimesSync(join(folder, written), 1_000_000_000, 1_000_000_000);
  const run = promisify(execFile)(program, args, { cwd: folder, encoding: 'latin1', timeout: 30_000 });
  const { stdout, stderr } = await run.catch((error: unknown) => error as { stdout: string; stderr: string });
  // A line that is left out is quoted with the blanks and the carriage return that end it; nobody reads them.
  const warnings = stderr.replaceAll(/[ ?]+(["'])(?= -- ignoring|$)/gm, '$1');
  // Postfix keeps what it read in hash tables, whose order is another in each run.
  return [stdout, warnings].flatMap((text) => text.split('\n').sort()).join('\n');
}

export const blanks = fc.constantFrom(' ', '  ', '\t', ' \t ', '');
/** Lines of any file that Postfix reads. */
export const sharedLines = [
  fc.tuple(blanks, blanks).map(([gap, end]) => ` ${gap}match=.c.example${end}`),
  fc.constantFrom('', ' \t', '# note  ', '  # note'),
];
export const entry = fc
  .tuple(fc.nat(99), blanks, blanks)
  .map(([n, gap, end]) => `a${n}.example ${gap}secure  match=b${n}.example${end}`);
export const oddEntry = fc.constantFrom(
  'bare.example',
  'b.example  ',
  '"q  r"  may',
  'e\\  f  may',
  '"open  may',
  '|a  b|  may',
);
