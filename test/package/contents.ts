import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../editor/paths';

/** The file that lists what both packages hold besides the rules' pages. */
export const contentsFile = join(root, 'test', 'package', 'contents.txt');

/** What it lists. */
export function expectedContents(): readonly string[] {
  return readFileSync(contentsFile, 'utf8').trim().split('\n');
}

/** The files of a package as that file lists them: no rules' pages, and the pieces of the server, which are named after what they hold, as one. */
export function contentsOf(paths: readonly string[]): readonly string[] {
  const named = paths.filter((path) => !isRulePage(path)).map((path) => path.replace(piece, 'dist/server/*.js'));
  return [...new Set(named)].sort();
}

export function isRulePage(path: string): boolean {
  return path.startsWith('docs/rules/');
}

const piece = /^dist\/server\/[\w.-]+-[0-9A-Z]{8}\.js$/;
