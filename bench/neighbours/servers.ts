import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inCache } from '../../test/editor/in-cache';
import { npmInstall } from '../../test/editor/npm-install';

/** A published language server of another language. */
export interface Neighbour {
  readonly name: string;
  readonly version: string;
  /** Its program and arguments, below the folder of installed packages. */
  readonly command: readonly string[];
  readonly languageId: string;
  /** As its files are named. */
  readonly extension: string;
  /** How its diagnostics reach the editor; null: it has none of its own. */
  readonly diagnostics: 'pulled' | 'pushed' | null;
}

/** The newest versions that run on Node 20. */
export const neighbours: readonly Neighbour[] = [
  {
    name: 'vscode-langservers-extracted',
    version: '4.10.0',
    command: ['vscode-langservers-extracted/bin/vscode-json-language-server', '--stdio'],
    languageId: 'json',
    extension: 'json',
    diagnostics: 'pulled',
  },
  {
    name: 'yaml-language-server',
    version: '1.21.0',
    command: ['yaml-language-server/bin/yaml-language-server', '--stdio'],
    languageId: 'yaml',
    extension: 'yaml',
    diagnostics: 'pushed',
  },
  {
    name: 'bash-language-server',
    version: '5.8.1',
    command: ['bash-language-server/out/cli.js', 'start'],
    languageId: 'shellscript',
    extension: 'sh',
    diagnostics: null,
  },
];

/**
 * Finds the servers in the cache, or installs them from the npm registry (145 MB). They are no devDependencies: nothing but this
 * comparison needs them.
 *
 * @returns The folder of their packages.
 */
export async function installNeighbours(): Promise<string> {
  const name = ['neighbours', ...neighbours.map(({ version }) => version)].join('-');
  const home = await inCache(name, async (workshop) => {
    const dependencies = Object.fromEntries(neighbours.map(({ name: of, version }) => [of, version]));
    await writeFile(path.join(workshop, 'package.json'), JSON.stringify({ private: true, dependencies }));
    await npmInstall(workshop);
  });
  return path.join(home, 'node_modules');
}
