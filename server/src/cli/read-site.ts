import type { PostfixVersions } from '../language/postfix-versions';
import { parseMainCf } from '../maincf/parse';
import { parseMasterCf } from '../mastercf/parse';
import { folderOf } from '../site/file-places';
import { routeTables } from '../site/mail-route';
import { policyMaps } from '../site/policy-maps';
import { clientsOf, parametersAt } from '../site/site';
import { openSite, type Site } from '../site/whole-site';
import { decodeText } from '../text/decode';
import type { CliIo } from './io';
import { readSiteFiles } from './site-files';
import { tellFailure } from './tell-failure';

export interface SiteChoice {
  /** The path of main.cf; the master.cf beside it counts, too. */
  readonly mainCf: string;
  /** What stands before absolute paths. */
  readonly root: string | null;
  readonly postfixVersions: PostfixVersions;
}

/**
 * A main.cf with its master.cf, the policy tables and the tables that route mail. Null where main.cf can't be read, which is told.
 *
 * @param command in whose name it is told what can't be read.
 */
export async function readSite(
  command: string,
  { mainCf: path, root, postfixVersions }: SiteChoice,
  io: Pick<CliIo, 'readFile' | 'stderr'>,
): Promise<Site | null> {
  const read = async (name: string): Promise<string> => decodeText(await io.readFile(name)).text;
  const mainText = await read(path).catch((error: unknown) => {
    tellFailure(command, path, error, io);
    return null;
  });
  if (mainText === null) return null;
  const place = { folder: folderOf(path), root };
  const masterPath = `${place.folder === '' ? '.' : place.folder}/master.cf`;
  // Without a master.cf the services are those of every Postfix.
  const masterText = await read(masterPath).catch(() => null);
  const mainCf = { path, document: parseMainCf(mainText) };
  const masterCf = masterText === null ? null : { path: masterPath, document: parseMasterCf(masterText) };
  const clients = clientsOf(mainCf.document, masterCf?.document ?? null, postfixVersions, place);
  const policies = clients.flatMap((client) => policyMaps(client) ?? []);
  // That one of these is missing is no matter of TLS.
  const routes = routeTables(parametersAt(mainCf.document, place, postfixVersions));
  const [policyFiles, routeFiles] = [
    await readSiteFiles(command, policies, place, io),
    await readSiteFiles(null, routes, place, io),
  ];
  const files = {
    table: (name: string, type: string) => policyFiles.table(name, type) ?? routeFiles.table(name, type),
  };
  return openSite({ place, mainCf, masterCf, files, beside: [] }, { postfixVersions });
}
