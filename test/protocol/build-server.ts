import { inject } from 'vitest';

/** The bundle of the language server, made once for all files of protocol tests. */
export interface BuiltServer {
  readonly file: string;
  remove(): void;
}

export async function buildServer(): Promise<BuiltServer> {
  return Promise.resolve({ file: inject('server'), remove: () => undefined });
}
