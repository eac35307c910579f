import { basename, dirname, join, resolve } from 'node:path';
import type { PostconfAnswer } from '../../language/installed-postfix';
import type { SeenBefore } from '../../probe/hosts/seen-before';
import type { ProbeOptions } from '../../probe/options';
import type { Prober } from '../../probe/probe';
import type { Deployment } from '../../system/deployment';
import type { GitRepository } from '../../system/git';
import type { FileLook } from '../../system/look-at-file';
import type { Locale } from '../../text/locale';
import type { CliIo, CliOutput } from '../io';
import { runCli } from '../run';

/** A world in memory; whatever is absent is empty. */
export interface MemoryWorld {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** When files were written, by their paths; 0 for all others. */
  readonly modified?: Readonly<Record<string, number>>;
  /** Whether there is no room for a file. */
  readonly isFull?: (path: string) => boolean;
  /** Who is at work in the folders of this program's own; nobody by default. */
  readonly claimedBy?: string;
  readonly stdin?: string | Uint8Array;
  readonly prober?: Prober;
  readonly lookAtMachine?: CliIo['lookAtMachine'];
  readonly repository?: GitRepository;
  readonly deployment?: Deployment;
  /** What postconf answers; without it the program is not there. */
  readonly postconf?: PostconfAnswer;
  readonly signal?: AbortSignal;
  /** What the environment says; English by default. */
  readonly locale?: Locale;
  /** Both outputs are terminals. */
  readonly terminal?: { readonly columns: number; readonly hasColor?: boolean };
}

export interface MemoryRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The bytes of `stdout`, which may be no text. */
  readonly stdoutBytes: Uint8Array;
  /** The files after the run. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** What the prober was opened with; null where it was not. */
  readonly probeOptions: ProbeOptions | null;
  /** The servers that it was not to contact; null where it may contact all. */
  readonly seenBefore: SeenBefore | null;
}

/** Runs the program with these arguments. */
export async function runInMemory(args: readonly string[], world: MemoryWorld = {}): Promise<MemoryRun> {
  const { stdin = '', prober, signal = new AbortController().signal, terminal } = world;
  const files = { ...world.files };
  const written: Record<'stdout' | 'stderr', Uint8Array[]> = { stdout: [], stderr: [] };
  let probeOptions: ProbeOptions | null = null;
  let seenBefore: SeenBefore | null = null;
  const output = (name: keyof typeof written): CliOutput => ({
    write: (text) => {
      written[name].push(toBytes(text));
    },
    isTTY: terminal !== undefined,
    hasColor: terminal?.hasColor ?? false,
    columns: terminal?.columns ?? 80,
  });
  const namesIn = (folder: string): readonly string[] =>
    Object.keys(files)
      .filter((path) => dirname(path) === folder)
      .map((path) => basename(path))
      .sort();
  const io: CliIo = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    readFile: (path) =>
      Object.hasOwn(files, path)
        ? Promise.resolve(toBytes(files[path] ?? ''))
        : Promise.reject(new Error('there is no such file')),
    readNearest: (folder, name) => {
      for (let current = folder; ; current = join(current, '..')) {
        const path = join(current, name);
        if (Object.hasOwn(files, path)) return Promise.resolve({ path, bytes: toBytes(files[path] ?? '') });
        if (resolve(current) === resolve(current, '..')) return Promise.resolve(null);
      }
    },
    replaceFile: (path, before, after) => {
      if (world.isFull?.(path) === true) return Promise.reject(new Error('there is no room left on the disk'));
      if (!Buffer.from(before).equals(toBytes(files[path] ?? ''))) {
        return Promise.reject(new Error('it was changed meanwhile, and so was left as it is'));
      }
      files[path] = after;
      return Promise.resolve();
    },
    listJson: (folder) =>
      Promise.resolve(
        Object.keys(files)
          .filter((path) => dirname(path) === folder && path.endsWith('.json'))
          .sort(),
      ),
    readTextFile: (path) =>
      Object.hasOwn(files, path)
        ? Promise.resolve(String(files[path]))
        : Promise.reject(new Error('there is no such file')),
    readCaFolder: (folder) => {
      const found = Object.keys(files).filter((path) => dirname(path) === folder);
      if (found.length === 0) return Promise.reject(new Error('there is no such folder'));
      const pems = found.map((path) => ({ name: basename(path), pem: String(files[path]) }));
      return Promise.resolve({ name: folder, isHashed: true, files: pems });
    },
    lookAtFile: (path) => Promise.resolve(lookAt(path, world)),
    namesOfFiles: (folder) => Promise.resolve(namesIn(folder)),
    claimFolder: () =>
      world.claimedBy === undefined
        ? Promise.resolve(() => Promise.resolve())
        : Promise.reject(new Error(`another run is at work there (${world.claimedBy})`)),
    openFolder: (folder) =>
      Promise.resolve({
        read: (name) => {
          const content = files[join(folder, name)];
          return Promise.resolve(content === undefined ? null : Buffer.from(toBytes(content)).toString());
        },
        write: (name, text) => {
          if (world.isFull?.(join(folder, name)) === true) {
            return Promise.reject(new Error('there is no room left on the disk'));
          }
          files[join(folder, name)] = text;
          return Promise.resolve();
        },
        remove: (name) => {
          Reflect.deleteProperty(files, join(folder, name));
          return Promise.resolve();
        },
        list: () => Promise.resolve(namesIn(folder)),
      }),
    openRepository: () => {
      const { repository } = world;
      return repository ? Promise.resolve(repository) : Promise.reject(new Error('no repository was expected'));
    },
    openDeployment: () => {
      const { deployment } = world;
      return deployment ? Promise.resolve(deployment) : Promise.reject(new Error('no deployment was expected'));
    },
    readLines: (path) => linesOf(path === null ? stdin : files[path]),
    readStdin: () => Promise.resolve(toBytes(stdin)),
    openProber: (options, before = null) => {
      probeOptions = options;
      seenBefore = before;
      return prober ? Promise.resolve(prober) : Promise.reject(new Error('no prober was expected'));
    },
    lookAtMachine: (options, domains, control) => {
      probeOptions = options;
      return world.lookAtMachine?.(options, domains, control) ?? Promise.reject(new Error('no look was expected'));
    },
    askPostconf: () => Promise.resolve(world.postconf ?? { failure: 'absent', detail: '' }),
    locale: world.locale ?? 'en',
    signal,
  };
  const code = await runCli(args, io);
  const [stdoutBytes, stderrBytes] = [Buffer.concat(written.stdout), Buffer.concat(written.stderr)];
  const texts = { stdout: stdoutBytes.toString(), stderr: stderrBytes.toString() };
  return { code, ...texts, stdoutBytes, files, probeOptions, seenBefore };
}

function lookAt(path: string, { files = {}, modified = {} }: MemoryWorld): FileLook {
  if (Object.hasOwn(files, path)) return { kind: 'file', modified: modified[path] ?? 0 };
  return Object.keys(files).some((each) => each.startsWith(`${path}/`))
    ? { kind: 'folder', modified: 0 }
    : { kind: 'missing' };
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

async function* linesOf(content: string | Uint8Array | undefined): AsyncGenerator<string> {
  if (content === undefined) throw new Error('there is no such file');
  yield* new TextDecoder().decode(await Promise.resolve(toBytes(content))).split('\n');
}
