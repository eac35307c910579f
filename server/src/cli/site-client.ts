import type { PostfixVersions } from '../language/postfix-versions';
import { parseMainCf } from '../maincf/parse';
import { parseMasterCf } from '../mastercf/parse';
import { folderOf } from '../site/file-places';
import { type Client, clientsOf } from '../site/site';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { CliIo } from './io';
import { UsageError } from './usage-error';

/** Which client of which site. */
export interface ClientChoice {
  /** The path of main.cf; the master.cf beside it counts, too. */
  readonly mainCf: string;
  /** What stands before absolute paths. */
  readonly root: string | null;
  /** The service of master.cf; null: `smtp`. */
  readonly service: string | null;
  readonly versions: PostfixVersions;
}

/** Rejects with what the system says where main.cf can't be read, and with `UsageError` where there is no such service. */
export async function readClient(
  { mainCf: path, root, service, versions }: ClientChoice,
  io: Pick<CliIo, 'readFile'>,
): Promise<Client> {
  const mainCf = parseMainCf(await read(path, io));
  const folder = folderOf(path);
  // Without a master.cf the service is that of every Postfix.
  const masterCf = await read(`${folder === '' ? '.' : folder}/master.cf`, io).catch(() => null);
  const clients = clientsOf(mainCf, masterCf === null ? null : parseMasterCf(masterCf), versions, { folder, root });
  return chooseClient(clients, service);
}

async function read(path: string, io: Pick<CliIo, 'readFile'>): Promise<string> {
  return decodeText(await io.readFile(path)).text;
}

function chooseClient(clients: readonly Client[], wanted: string | null): Client {
  const found = clients.find(({ name }) => name === (wanted ?? 'smtp'));
  if (found !== undefined) return found;
  const [first] = clients;
  if (wanted === null && first !== undefined) return first;
  throw new UsageError(
    t(
      'there is no smtp or lmtp service "{0}"; there are {1}',
      wanted ?? 'smtp',
      clients.map(({ name }) => name).join(', '),
    ),
  );
}
