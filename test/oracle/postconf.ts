import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inParallel } from './inside/in-parallel';
import { environment } from './machine';

export interface PostconfQuestion {
  /** The text of main.cf. */
  readonly mainCf: string;
  /** The text of master.cf; one smtp(8) without it. */
  readonly masterCf?: string;
  readonly options: readonly string[];
}

export interface PostconfAnswer {
  /** False after the fatal error with which every program would end. */
  readonly isSound: boolean;
  /** The lines that it printed, by name, with one blank for white space. */
  readonly values: ReadonlyMap<string, string>;
  /** What it wrote to standard error, each line once. */
  readonly warnings: readonly string[];
}

/** After a fatal error every program sleeps for a second, so many are asked at a time. */
const atOnce = 50;

/** Asks postconf(1) many questions, each about a main.cf of its own. */
export async function askPostconf(questions: readonly PostconfQuestion[]): Promise<readonly PostconfAnswer[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'postfix-postconf-'));
  const answers: PostconfAnswer[] = [];
  try {
    await inParallel([...questions.entries()], atOnce, async ([index, question]) => {
      answers[index] = await ask(path.join(folder, String(index)), question);
    });
    return answers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ask(folder: string, { mainCf, masterCf, options }: PostconfQuestion): Promise<PostconfAnswer> {
  mkdirSync(folder);
  const file = path.join(folder, 'main.cf');
  writeFileSync(file, mainCf);
  // A file of this second is read again and again until it is older.
  utimesSync(file, 1, 1);
  writeFileSync(path.join(folder, 'master.cf'), masterCf ?? 'smtp unix - - n - - smtp\n');
  return new Promise((resolve) => {
    execFile('postconf', ['-c', folder, ...options], { env: environment() }, (error, stdout, stderr) => {
      const rows = stdout.split('\n').flatMap((line) => {
        const [, name, value] = /^(\S+) =(.*)$/.exec(line) ?? [];
        return name === undefined || value === undefined ? [] : [[name, oneBlank(value)] as const];
      });
      const lines = stderr.split('\n').filter((line) => line !== '');
      const warnings = lines.map((line) => line.replaceAll(`${file}: `, '').replaceAll(file, 'main.cf'));
      resolve({ isSound: error === null, values: new Map(rows), warnings: [...new Set(warnings)] });
    });
  });
}

export function oneBlank(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
