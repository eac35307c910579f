import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitRepository, openOwnRepository } from './git';
import { readTree } from './git-output';
import { firstComplaint, openOwnGit, type RunGit } from './git-own';
import { type TrustedSigners, verifySignature } from './git-signature';

/** Where a list lies in a git repository that is elsewhere. */
export interface RemoteFile {
  readonly url: string;
  /** `refs/heads/main`, `refs/tags/v1`. */
  readonly ref: string;
  /** Of the file in the repository. */
  readonly path: string;
}

export interface FetchOptions {
  /** A folder for the repository, which is kept. */
  readonly folder: string;
  /** The commit that is in force; null: none. */
  readonly installed: string | null;
  readonly signers: TrustedSigners | null;
  /** Milliseconds for the network. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

export interface FetchedFile {
  readonly bytes: Uint8Array;
  readonly commit: string;
  /** ISO 8601. */
  readonly committedAt: string;
  /** How it follows the commit in force. `unrelated`: neither comes from the other. Null without one. */
  readonly relation: 'same' | 'newer' | 'older' | 'unrelated' | null;
  /** What the program that verified the signature says; null where nobody asked. */
  readonly signature: string | null;
}

/** What was fetched last, so that the next fetch need not begin anew; and what a run fetches. */
const [kept, fetched] = ['refs/deploy/candidate', 'refs/deploy/fetched'];
const largest = 64 * 1024 * 1024;
const [linkMode, submoduleMode] = ['120000', '160000'];

/** Fetches the file as a ref has it now; only the protocol of the URL is spoken. Rejects with a message for people. */
export async function fetchRemote(file: RemoteFile, options: FetchOptions): Promise<FetchedFile> {
  const { folder, installed, signers, signal } = options;
  const git = openOwnGit(folder, signal);
  await fetchAll(file, options, git);
  const repository = openOwnRepository(folder, signal);
  // By its name from here on, whatever a git does that was left by a killed run.
  const [object] = await repository.sizes([fetched]);
  if (!object) throw new Error(`git has not fetched ${file.ref}`);
  const commit = await repository.commit(object.id);
  if (commit === null) throw new Error(`${file.ref} is no commit`);
  const signature = signers === null ? null : await verifySignature({ id: object.id, ref: file.ref }, signers, git);
  const id = await findFile(file, commit, repository, git);
  const [bytes, head] = await repository.contents([id, commit]);
  if (bytes === undefined || head === undefined) throw new Error('git has lost what it just fetched');
  const relation = installed === null ? null : await relate(commit, installed, repository);
  return { bytes, commit, committedAt: committedAt(head), relation, signature };
}

/** A repository that a power failure or a full disk damaged is only a copy, and made anew. */
async function fetchAll(file: RemoteFile, { folder, deadline }: FetchOptions, git: RunGit): Promise<void> {
  const fetchOnce = async (): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await removeLocks(folder);
    await must(git, ['init', '--quiet', '--bare', '--template=', '.']);
    await must(git, ['update-ref', '-d', fetched]);
    const stderr = await must(git, [...protocolsFor(file.url), ...fetchArguments(file)], deadline);
    // Git passes over what it does not take, and is content.
    if (stderr.includes('shallow roots are not allowed to be updated')) {
      throw new Error(
        `the repository at the URL is cut off (git clone --depth), so nobody can tell which commit is newer; make it whole by git fetch --unshallow`,
      );
    }
    await must(git, ['update-ref', kept, fetched]);
  };
  try {
    await fetchOnce();
  } catch (error) {
    if (await isWhole(git)) throw error;
    await rm(folder, { recursive: true, force: true });
    await fetchOnce();
  }
}

async function must(git: RunGit, args: readonly string[], deadline?: number): Promise<string> {
  const { status, stderr } = await git(args, deadline === undefined ? {} : { deadline });
  if (status !== 0) throw new Error(firstComplaint(stderr) ?? `git ends with ${status ?? 'a signal'}`);
  return stderr;
}

/** Whether git finds all that it has kept. */
async function isWhole(git: RunGit): Promise<boolean> {
  const refs = await git(['for-each-ref']);
  const objects = await git(['rev-list', '--quiet', '--objects', '--all']);
  return refs.status === 0 && refs.stderr === '' && objects.status === 0;
}

/** The id of its content. */
async function findFile(
  { path, ref }: RemoteFile,
  commit: string,
  repository: GitRepository,
  git: RunGit,
): Promise<string> {
  const { stdout } = await git(['ls-tree', '-z', '--full-tree', commit, '--', path]);
  const found = readTree(stdout).find((each) => each.path === path);
  if (found === undefined) throw new Error(`there is no file ${path} in ${ref}`);
  const [info] = await repository.sizes([found.id]);
  if (found.mode === linkMode) throw new Error(`${path} is a symbolic link in ${ref}; name by --file what it leads to`);
  if (found.mode === submoduleMode)
    throw new Error(`${path} is a submodule in ${ref}, which is a repository of its own`);
  if (info?.type !== 'blob') throw new Error(`${path} is a folder in ${ref}`);
  if (info.size > largest) throw new Error(`${path} is larger than 64 MiB`);
  return found.id;
}

function protocolsFor(url: string): readonly string[] {
  const [, scheme = 'ssh'] = /^(https|ssh|file):\/\//.exec(url) ?? [];
  const slow = ['http.lowSpeedLimit=100', 'http.lowSpeedTime=60'];
  return ['protocol.allow=never', `protocol.${scheme}.allow=always`, ...slow].flatMap((each) => ['-c', each]);
}

function fetchArguments({ url, ref }: RemoteFile): readonly string[] {
  const options = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--no-auto-maintenance'];
  return ['fetch', ...options, '--', url, `+${ref}:${fetched}`];
}

/** What a killed git left in the way of the next one, and half-written packs. */
async function removeLocks(folder: string): Promise<void> {
  for (const place of ['.', 'refs/deploy', 'objects/pack']) {
    const names = await readdir(join(folder, place)).catch(() => []);
    for (const name of names) {
      if (/\.lock$|^tmp_/.test(name)) await rm(join(folder, place, name), { force: true, recursive: true });
    }
  }
}

async function relate(commit: string, installed: string, repository: GitRepository): Promise<FetchedFile['relation']> {
  if (commit === installed) return 'same';
  if ((await repository.commit(installed)) === null) return 'unrelated';
  const common = await repository.mergeBase(installed, commit);
  return common === installed ? 'newer' : common === commit ? 'older' : 'unrelated';
}

/** `committer NAME <MAIL> SECONDS ZONE` (gitformat-commit). */
function committedAt(head: Uint8Array): string {
  const text = Buffer.from(head).toString('utf8');
  const [, seconds = '0'] = /^committer .*> (\d{1,12}) /m.exec(text.slice(0, text.indexOf('\n\n') + 1)) ?? [];
  return new Date(Number(seconds) * 1000).toISOString();
}
