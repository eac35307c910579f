import type { MapType } from './map-type';
import { runProgram } from './run-program';

/** The programs of a Postfix. */
export interface Postfix {
  /** Makes the index of a text file; resolves to what postmap(1) warns of. Rejects with a message for people. */
  readonly compile: (type: MapType, path: string) => Promise<readonly string[]>;
  /** What the table answers for each of the keys that it has. Rejects with a message for people. */
  readonly ask: (type: MapType, path: string, keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Resolves to whether there is one that runs: another one reads its tables when it starts. Rejects with a message for people. */
  readonly reload: () => Promise<boolean>;
}

export interface PostfixOptions {
  readonly postmap: string;
  readonly postfix: string;
  /** Its folder of main.cf; null: the one that it was built with. */
  readonly configFolder: string | null;
  readonly signal?: AbortSignal;
}

/** Milliseconds; a table of a million entries takes a few seconds. */
const deadline = 300_000;

export function openPostfix({ postmap, postfix, configFolder, signal }: PostfixOptions): Postfix {
  const where = configFolder === null ? [] : ['-c', configFolder];
  const run = async (program: string, args: readonly string[], input = '') => {
    const options = { input, deadline, ...(signal === undefined ? {} : { signal }) };
    const end = await runProgram(program, [...where, ...args], options);
    const fatal = /^.*\bfatal: (.*)$/m.exec(end.stderr)?.[1];
    if (fatal !== undefined) throw new Error(`${program}: ${fatal}`);
    return end;
  };
  return {
    compile: async (type, path) => {
      const { status, stderr } = await run(postmap, [`${type}:${path}`]);
      if (status !== 0) throw new Error(`${postmap} ends with ${status ?? 'a signal'}: ${stderr.trim()}`);
      return stderr.split('\n').flatMap((line) => /\bwarning: (.*)$/.exec(line)?.[1] ?? []);
    },
    ask: async (type, path, keys) => {
      if (keys.length === 0) return new Map();
      // Status 1 says that it has none of them (postmap(1)).
      const { status, stdout, stderr } = await run(postmap, ['-q', '-', `${type}:${path}`], lines(keys));
      if (status !== 0 && status !== 1) throw new Error(`${postmap}: ${stderr.trim()}`);
      return readAnswers(stdout.toString('utf8'));
    },
    reload: async () => {
      if ((await run(postfix, ['status'])).status !== 0) return false;
      const { status, stderr } = await run(postfix, ['reload']);
      if (status !== 0) throw new Error(`${postfix} reload ends with ${status ?? 'a signal'}: ${stderr.trim()}`);
      return true;
    },
  };
}

function lines(items: readonly string[]): string {
  return items.map((item) => `${item}\n`).join('');
}

/** `KEY TAB VALUE` on each line. */
function readAnswers(text: string): ReadonlyMap<string, string> {
  const answers = new Map<string, string>();
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab >= 0) answers.set(line.slice(0, tab), line.slice(tab + 1));
  }
  return answers;
}
