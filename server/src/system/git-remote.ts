import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openRepository } from './git';
import { runProgram } from './run-program';

/** Where a list lies in a git repository that is elsewhere. */
export interface RemoteFile {
  readonly url: string;
  /** `refs/heads/main`, `refs/tags/v1`. */
  readonly ref: string;
  /** Of the file in the repository. */
  readonly path: string;
}

/** By whose signature a list is taken: SSH keys of a file (ssh-keygen(1), ALLOWED SIGNERS), or OpenPGP keys of a folder. */
export type TrustedSigners = { readonly allowedSigners: string } | { readonly gnupgHome: string };

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

/** Somebody signed it whom nobody trusts here, or nobody did: the list is there, and must not be taken. */
export class SignatureError extends Error {}

const candidate = 'refs/deploy/candidate';
const largest = 64 * 1024 * 1024;
/** Of one file of the fetched history, in blocks of 512 bytes as sh(1) counts: half a gigabyte. */
const fileBlocks = 1024 * 1024;
const guards = [
  '--no-pager',
  '--no-replace-objects',
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'gc.auto=0', 'maintenance.auto=false'].flatMap((each) => [
    '-c',
    each,
  ]),
];

/**
 * Fetches the file as a ref has it now. Nothing is checked out and nothing of the repository is run; only the protocol of the URL
 * is spoken, and neither a password nor a host key is asked for. Rejects with a message for people.
 */
export async function fetchRemote(file: RemoteFile, options: FetchOptions): Promise<FetchedFile> {
  const { folder, installed, signers, deadline, signal } = options;
  const git = async (args: readonly string[], milliseconds = 60_000, env = {}) =>
    runProgram('sh', ['-c', `ulimit -f ${fileBlocks}; exec git "$@"`, 'git', ...guards, ...args], {
      cwd: folder,
      env: { ...environment(), ...env },
      deadline: milliseconds,
      signal,
    });
  const must = async (args: readonly string[], milliseconds?: number): Promise<void> => {
    const { status, stderr } = await git(args, milliseconds);
    if (status !== 0) throw new Error(complaintOf(stderr) ?? `git ends with ${status ?? 'a signal'}`);
  };
  await mkdir(folder, { recursive: true });
  await removeLocks(folder);
  await must(['init', '--quiet', '--bare', '--template=', '.']);
  await must([...protocolsFor(file.url), ...fetchArguments(file)], deadline);
  const repository = openRepository(folder);
  const commit = await repository.commit(candidate);
  if (commit === null) throw new Error(`${file.ref} is no commit`);
  const signature = signers === null ? null : await verify(signers, file.ref, git);
  const [info] = await repository.sizes([`${commit}:${file.path}`]);
  if (!info) throw new Error(`there is no file ${file.path} in ${file.ref}`);
  if (info.type !== 'blob') throw new Error(`${file.path} is a folder in ${file.ref}`);
  if (info.size > largest) throw new Error(`${file.path} is larger than 64 MiB`);
  const [bytes, head] = await repository.contents([info.id, commit]);
  if (bytes === undefined || head === undefined) throw new Error('git has lost what it just fetched');
  const relation = installed === null ? null : await relate(commit, installed, repository);
  return { bytes, commit, committedAt: committedAt(head), relation, signature };
}

function environment(): Record<string, string> {
  const ssh = process.env['GIT_SSH_COMMAND'] ?? 'ssh -oBatchMode=yes -oConnectTimeout=30';
  return { GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS: '', GIT_SSH_COMMAND: ssh };
}

function protocolsFor(url: string): readonly string[] {
  const [, scheme = 'ssh'] = /^(https|ssh|file):\/\//.exec(url) ?? [];
  const slow = ['http.lowSpeedLimit=100', 'http.lowSpeedTime=60'];
  return ['protocol.allow=never', `protocol.${scheme}.allow=always`, ...slow].flatMap((each) => ['-c', each]);
}

function fetchArguments({ url, ref }: RemoteFile): readonly string[] {
  const options = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--no-auto-maintenance'];
  return ['fetch', ...options, '--', url, `+${ref}:${candidate}`];
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

/** A tag is verified by its own signature, which must be for this name: another tag under its name would be an older list. */
async function verify(
  signers: TrustedSigners,
  ref: string,
  git: (args: readonly string[], milliseconds?: number, env?: Record<string, string>) => ReturnType<typeof runProgram>,
): Promise<string> {
  const { stdout } = await git(['cat-file', '-p', candidate]);
  const head = stdout.toString('utf8');
  const [, tag] = /^object [0-9a-f]+\ntype commit\ntag (.*)\n/.exec(head) ?? [];
  if (tag !== undefined && ref !== `refs/tags/${tag}`) {
    throw new SignatureError(`the tag calls itself ${tag}, and so is not ${ref}`);
  }
  const [configuration, env] = trustOnly(signers);
  const command = tag === undefined ? 'verify-commit' : 'verify-tag';
  const { status, stderr } = await git([...configuration, command, candidate], 60_000, env);
  if (status === 0) return wordsOf(stderr);
  const what = tag === undefined ? 'commit' : 'tag';
  throw new SignatureError(
    stderr.startsWith('gpg: ') ? wordsOf(stderr) : (complaintOf(stderr) ?? `nobody has signed the ${what} of ${ref}`),
  );
}

/** One line of ssh-keygen(1). Those of gpg(1) up to its verdict: when, by which key (indented), and whether that is good. */
function wordsOf(stderr: string): string {
  const lines = stderr.trim().split('\n');
  if (!stderr.startsWith('gpg: ')) return lines[0] ?? '';
  const verdict = lines.findIndex((line, index) => index > 0 && /^gpg: \S/.test(line));
  const told = lines.slice(0, verdict < 0 ? lines.length : verdict + 1);
  return told.map((line) => line.replace(/^gpg:/, '').trim()).join('; ');
}

/** Of the other kind of signature none is good enough, whatever keys this machine has. */
function trustOnly(signers: TrustedSigners): readonly [readonly string[], Record<string, string>] {
  const none = 'false';
  const settings =
    'allowedSigners' in signers
      ? [`gpg.ssh.allowedSignersFile=${signers.allowedSigners}`, `gpg.program=${none}`, `gpg.openpgp.program=${none}`]
      : [`gpg.ssh.program=${none}`];
  return [
    [...settings, `gpg.x509.program=${none}`].flatMap((each) => ['-c', each]),
    'gnupgHome' in signers ? { GNUPGHOME: signers.gnupgHome } : {},
  ];
}

async function relate(commit: string, installed: string, repository: ReturnType<typeof openRepository>) {
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

function complaintOf(stderr: string): string | null {
  const lines = stderr.trim().split('\n');
  return (lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines[0] ?? '') || null;
}
