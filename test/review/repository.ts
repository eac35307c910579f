import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRepository } from '../../server/src/system/git';
import type { Files } from './merge-requests/merge-request';

/** A git repository of a test in a folder of its own. */
export interface TestRepository {
  readonly folder: string;
  /** Runs git in it, with an identity and without the person's own configuration. */
  readonly git: (...args: readonly string[]) => string;
  /** Commits exactly these files as a branch of its own, beginning at another one or at nothing. */
  readonly branch: (name: string, from: string | null, files: Files, message?: string) => void;
  readonly open: () => ReturnType<typeof openRepository>;
  readonly remove: () => void;
}

export function createRepository(): TestRepository {
  const folder = mkdtempSync(path.join(tmpdir(), 'postfix-tls-policy-review-'));
  const environment = {
    PATH: process.env['PATH'],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: folder, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    git,
    branch: (name, from, files, message = name) => {
      if (from === null) git('checkout', '--quiet', '--orphan', name);
      else git('checkout', '--quiet', '-b', name, from);
      git('rm', '-r', '--quiet', '--ignore-unmatch', '--force', '.');
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
        writeFileSync(path.join(folder, file), text);
      }
      git('add', '--all', '.');
      git('commit', '--quiet', '--allow-empty', '--no-verify', `--message=${message}`);
    },
    open: () => openRepository(folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
