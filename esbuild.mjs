// Builds the client and the command line into dist/, each one file, and the server, of which an editor loads what it needs.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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

/** An entry of which only the pieces are loaded that are needed: what stands behind an `import()` waits until it is reached. */
function inPieces(name, entryPoint, write) {
  return {
    ...common,
    entryPoints: { [name]: entryPoint },
    outdir,
    format: 'esm',
    splitting: true,
    chunkNames: `${name}/[name]-[hash]`,
    sourcemap: production ? false : 'inline',
    write: false,
    plugins: [commonJsPieces(write)],
  };
}

/**
 * esbuild splits ES modules only, and Node takes longer to load many of them than as many CommonJS modules. So each piece
 * is turned into one of these, where `import()` is a `require` too.
 */
function commonJsPieces(write) {
  return {
    name: 'commonjs-pieces',
    setup(build) {
      build.onEnd(async ({ outputFiles = [], errors }) => {
        if (errors.length > 0) return;
        const pieces = outputFiles.map(async ({ path, text }) => {
          const { code } = await esbuild.transform(text, {
            format: 'cjs',
            platform: 'node',
            target: common.target,
            supported: { 'dynamic-import': false },
            minify: production,
            sourcemap: production ? false : 'inline',
            sourcefile: path,
          });
          return { path, code: `${code}${plainExports}` };
        });
        write(await Promise.all(pieces));
      });
    },
  };
}

/**
 * esbuild exports by getters, which cost more than most functions that pieces call in each other. No piece may change what
 * it exports after it was loaded; test/package/exports.test.ts holds that.
 */
const plainExports = "module.exports=Object.defineProperty({...module.exports},'__esModule',{value:true});\n";

function asFiles(pieces) {
  for (const { path, code } of pieces) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
}

/**
 * The pieces as texts in one program, which can be copied as it is: a text that nobody needs is not even parsed, and that
 * is a third of what a short run takes.
 */
function asOneFile(pieces) {
  const path = join(outdir, 'cli.js');
  const texts = Object.fromEntries(pieces.map((piece) => [basename(piece.path), piece.code]));
  const code = `#!/usr/bin/env node
const pieces = ${JSON.stringify(texts)};
const loaded = {};
function load(id) {
  const name = id.slice(id.lastIndexOf('/') + 1);
  if (!Object.hasOwn(pieces, name)) return require(id);
  if (Object.hasOwn(loaded, name)) return loaded[name].exports;
  const piece = (loaded[name] = { exports: {} });
  const run = require('node:vm').compileFunction(pieces[name], ['exports', 'require', 'module', '__filename', '__dirname'], {
    filename: __filename + '/' + name,
  });
  run(piece.exports, load, piece, __filename, __dirname);
  return piece.exports;
}
load('cli.js');
`;
  mkdirSync(outdir, { recursive: true });
  writeFileSync(path, code);
  chmodSync(path, 0o755);
}

const bundles = [
  { ...common, entryPoints: ['client/src/extension.ts'], outfile: join(outdir, 'client.js'), external: ['vscode'] },
  inPieces('server', 'server/src/lsp/main.ts', asFiles),
  inPieces('cli', 'server/src/cli/main.ts', asOneFile),
];

rmSync(outdir, { recursive: true, force: true });
if (watch) {
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
} else {
  await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
}
