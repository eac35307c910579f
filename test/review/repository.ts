import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRepository } from '../../server/src/system/git';
import type { Files } from './merge-requests/merge-request';

/** A git repository of a test in a folder of its own. */
export interface TestRepository {
  readonly folder: string;
  /** Runs git in it, with an identity and without the person's own configuration. */
  readonly git: (...args: readonly string[]) => string;
  /** Commits exactly these files as a branch of its own, beginning at another one or at nothing, and checks it out. */
  readonly branch: (name: string, from: string | null, files: Files, message?: string) => void;
  /** Many at once, of which each may begin at one before; checks nothing out. */
  readonly branches: (all: readonly TestBranch[]) => void;
  readonly open: () => ReturnType<typeof openRepository>;
  readonly remove: () => void;
}

export interface TestBranch {
  readonly name: string;
  readonly from: string | null;
  readonly files: Files;
  /** The name by default. */
  readonly message?: string;
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
  const branches = (all: readonly TestBranch[]): void => {
    const options = { cwd: folder, env: environment, input: all.map(importStream).join('') };
    execFileSync('git', ['fast-import', '--quiet', '--date-format=now'], options);
  };
  git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    git,
    branches,
    branch: (name, from, files, message = name) => {
      branches([{ name, from, files, message }]);
      git('checkout', '--quiet', '--force', name);
    },
    open: () => openRepository(folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A commit as git-fast-import(1) takes it. */
function importStream({ name, from, files, message = name }: TestBranch): string {
  return [
    `commit refs/heads/${name}`,
    'committer A <a@example.org> now',
    data(message),
    ...(from === null ? [] : [`from refs/heads/${from}`]),
    'deleteall',
    ...Object.entries(files).flatMap(([path, text]) => [`M 100644 inline ${quoted(path)}`, data(text)]),
    '\n',
  ].join('\n');
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
