import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../editor/run-program';

/** The bundle of the language server, made for one test file; as in `esbuild.mjs`, but in a folder of its own. */
export interface BuiltServer {
  readonly file: string;
  remove(): void;
}

const root = join(import.meta.dirname, '../..');

export async function buildServer(): Promise<BuiltServer> {
  const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-protocol-'));
  const file = join(folder, 'dist', 'server.js');
  const options = [
    '--bundle',
    '--platform=node',
    '--format=cjs',
    '--target=node20',
    '--minify',
    '--main-fields=module,main',
  ];
  const { code, output } = await runProgram(
    join(root, 'node_modules/esbuild/bin/esbuild'),
    ['server/src/lsp/main.ts', `--outfile=${file}`, '--log-level=warning', ...options],
    { output: 'collect' },
  );
  if (code !== 0) throw new Error(`the server could not be built:\n${output}`);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
