import path from 'node:path';

export const root = path.join(import.meta.dirname, '..');
/** The language server as other editors start it. */
export const server: readonly string[] = [path.join(root, 'dist', 'server.js'), '--stdio'];
export const commandLine = path.join(root, 'dist', 'cli.js');
