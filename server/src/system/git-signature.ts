import { access, constants } from 'node:fs/promises';
import { firstComplaint, type RunGit } from './git-own';
import { describeFileError } from './input-file';

/** By whose signature a list is taken: SSH keys of a file (ssh-keygen(1), ALLOWED SIGNERS), or OpenPGP keys of a folder. */
export type TrustedSigners = { readonly allowedSigners: string } | { readonly gnupgHome: string };

/** Somebody signed it whom nobody trusts here, or nobody did: the list is there, and must not be taken. */
export class SignatureError extends Error {}

/**
 * Resolves to what the program says that verified the signature. A tag is verified by its own one, which must be for this name:
 * another tag under its name would be an older list. Rejects with `SignatureError` where it is none that is trusted, and with a message
 * for people where nobody can tell.
 *
 * @param fetched the commit or the tag, and the ref under which it was asked for
 */
export async function verifySignature(
  { id, ref }: { readonly id: string; readonly ref: string },
  signers: TrustedSigners,
  git: RunGit,
): Promise<string> {
  const { stdout } = await git(['cat-file', '-p', id]);
  const head = stdout.toString('utf8');
  const [, tag] = /^object [0-9a-f]+\ntype commit\ntag (.*)\n/.exec(head) ?? [];
  if (tag !== undefined && ref !== `refs/tags/${tag}`) {
    throw new SignatureError(`the tag calls itself ${tag}, and so is not ${ref}`);
  }
  const path = 'allowedSigners' in signers ? signers.allowedSigners : signers.gnupgHome;
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw new Error(`${path}: ${describeFileError(error)}`);
  });
  const [configuration, env] = trustOnly(signers);
  const command = tag === undefined ? 'verify-commit' : 'verify-tag';
  const { status, stderr } = await git([...configuration, command, id], { env });
  if (status === 0) return wordsOf(stderr);
  const what = tag === undefined ? 'commit' : 'tag';
  if (stderr.trim() === '') throw new SignatureError(`nobody has signed the ${what} of ${ref}`);
  throw new SignatureError(refusalOf(stderr, path));
}

/** One line of ssh-keygen(1). Those of gpg(1) up to its verdict: when, by which key (indented), and whether that is good. */
function wordsOf(stderr: string): string {
  const lines = stderr.trim().split('\n');
  if (!stderr.startsWith('gpg: ')) return lines[0] ?? '';
  const [first] = lines.flatMap((line, index) => (line.startsWith('gpg: Signature made') ? [index] : []));
  const from = first ?? 0;
  const verdict = lines.findIndex((line, index) => index > from && /^gpg: \S/.test(line));
  const told = lines.slice(from, verdict < 0 ? lines.length : verdict + 1);
  return told.map((line) => line.replace(/^gpg:/, '').trim()).join('; ');
}

/** A signature that is good for its key is none here where nobody trusts that, or not any more. */
function refusalOf(stderr: string, path: string): string {
  const [, kind, key] = /^Good "git" signature with (\S+) key (\S+)$/m.exec(stderr) ?? [];
  if (kind !== undefined && key !== undefined) {
    return `it is signed by the ${kind} key ${key}, which ${path} does not allow, or not at that time`;
  }
  if (!stderr.startsWith('gpg: ')) return firstComplaint(stderr) ?? '';
  const [, warning] = /^gpg: (?:WARNING|Note): (.*)$/m.exec(stderr) ?? [];
  return warning === undefined ? wordsOf(stderr) : `${wordsOf(stderr)}; ${warning}`;
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
