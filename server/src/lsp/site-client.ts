import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assumedVersions, type PostfixVersions } from '../language/postfix-versions';
import { parseMainCf } from '../maincf/parse';
import { parseMasterCf } from '../mastercf/parse';
import { type Client, clientsOf } from '../site/site';
import type { ServerContext } from './context';

/**
 * The smtp(8) of a main.cf, as the editor has it and the master.cf beside it; null where it can't be read.
 *
 * @param path of main.cf
 */
export async function clientOf(
  context: Pick<ServerContext, 'documents' | 'runtime'>,
  path: string,
  versions: PostfixVersions | null,
): Promise<Client | null> {
  const folder = dirname(path);
  const [mainCf, masterCf] = await Promise.all([textOf(context, path), textOf(context, join(folder, 'master.cf'))]);
  if (mainCf === null) return null;
  const clients = clientsOf(
    parseMainCf(mainCf),
    masterCf === null ? null : parseMasterCf(masterCf),
    versions ?? assumedVersions,
    { folder, root: null },
  );
  return clients.find(({ name }) => name === 'smtp') ?? clients[0] ?? null;
}

async function textOf(
  { documents, runtime }: Pick<ServerContext, 'documents' | 'runtime'>,
  path: string,
): Promise<string | null> {
  return (
    documents.get(pathToFileURL(path).href)?.text.toString() ?? (await runtime.readTextFile(path).catch(() => null))
  );
}
