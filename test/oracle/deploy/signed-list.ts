import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A repository whose commits are signed by SSH keys, or not. */
export class SignedList {
  readonly folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-deploy-'));
  readonly work = join(this.folder, 'work');
  readonly signers = join(this.folder, 'allowed-signers');
  /** A day ago; each commit has a time of its own. */
  private seconds = Math.floor(Date.now() / 1000) - 86_400;

  constructor() {
    mkdirSync(this.work);
    this.git('init', '--quiet', '--initial-branch=main');
    for (const name of ['alice', 'mallory']) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(this.folder, name)]);
    }
    const key = readFileSync(join(this.folder, 'alice.pub'), 'utf8');
    writeFileSync(this.signers, `alice@example.org namespaces="git" ${key}`);
  }

  git(...args: readonly string[]): string {
    this.seconds += 60;
    return execFileSync('git', args, {
      cwd: this.work,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: this.folder,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.org',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.org',
        GIT_AUTHOR_DATE: `${this.seconds} +0000`,
        GIT_COMMITTER_DATE: `${this.seconds} +0000`,
      },
    });
  }

  commit(text: string, signer: string | null = null): void {
    writeFileSync(join(this.work, 'tls_policy'), text);
    this.git('add', 'tls_policy');
    this.git(
      ...this.signing(signer),
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'list',
      ...(signer === null ? [] : ['-S']),
    );
  }

  tag(name: string, signer: string | null): void {
    this.git(...this.signing(signer), 'tag', '-f', ...(signer === null ? ['-a'] : ['-s']), '-m', name, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private signing(signer: string | null): readonly string[] {
    if (signer === null) return ['-c', 'commit.gpgSign=false'];
    return ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${join(this.folder, signer)}`];
  }
}
