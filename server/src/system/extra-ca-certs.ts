import { readTextFile } from './text-file';

/**
 * The CAs that the environment adds to those of the runtime, PEM: Node reads them by itself, but can't list them before its
 * release 22. Empty where there are none, or where the file can't be read, of which Node itself warns.
 */
export async function readExtraCaCerts(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const path = environment['NODE_EXTRA_CA_CERTS'];
  return path === undefined || path === '' ? '' : readTextFile(path).catch(() => '');
}
