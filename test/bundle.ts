import { resolve } from 'node:path';
import esbuild from 'esbuild';
import { root } from './editor/paths';

/**
 * Bundles a program for Node as `esbuild.mjs` does, minified.
 *
 * @param source the path of its main file, from the root or absolute
 */
export function bundle(source: string, outfile: string, options: esbuild.BuildOptions = {}): Promise<unknown> {
  return esbuild.build({
    entryPoints: [resolve(root, source)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    ...options,
  });
}
