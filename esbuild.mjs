// Builds the client and the command line into dist/, each one file, and the server, of which an editor loads what it needs.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import esbuild from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
/** `--outdir=FOLDER`: another place, for tests that run what is built. */
const outdir = process.argv.find((argument) => argument.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist';

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: production,
  sourcemap: !production,
  // The Node builds of the language-server packages, not their browser builds; ES modules bundle smaller than UMD.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

/**
 * esbuild splits ES modules only, and Node takes longer to load many of them than as many CommonJS modules. So each piece
 * is turned into one of these, where `import()` is a `require` too.
 */
const commonJsPieces = {
  name: 'commonjs-pieces',
  setup(build) {
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        const { code } = await esbuild.transform(text, {
          format: 'cjs',
          platform: 'node',
          target: common.target,
          supported: { 'dynamic-import': false },
          minify: production,
          sourcemap: production ? false : 'inline',
          sourcefile: path,
        });
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, code);
      }
    });
  },
};

const bundles = [
  { ...common, entryPoints: ['client/src/extension.ts'], outfile: join(outdir, 'client.js'), external: ['vscode'] },
  {
    ...common,
    entryPoints: { server: 'server/src/lsp/main.ts' },
    outdir,
    format: 'esm',
    splitting: true,
    chunkNames: 'server/[name]-[hash]',
    sourcemap: production ? false : 'inline',
    write: false,
    plugins: [commonJsPieces],
  },
  {
    ...common,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: join(outdir, 'cli.js'),
    banner: { js: '#!/usr/bin/env node' },
  },
];

rmSync(outdir, { recursive: true, force: true });
if (watch) {
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
} else {
  await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
  chmodSync(join(outdir, 'cli.js'), 0o755);
}
