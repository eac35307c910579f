import { resolve } from 'node:path';
import { reportSite, type SiteReport } from '../deploy/site-report';
import { assumedVersions, type PostfixVersions } from '../language/postfix-versions';
import { parseMainCf } from '../maincf/parse';
import { parseMasterCf } from '../mastercf/parse';
import { parsePolicyLazily } from '../policy/parse-lazily';
import { folderOf, placesOf, type SitePlace } from '../site/file-places';
import { openPolicyMaps, policyMaps } from '../site/policy-maps';
import { type Client, clientsOf } from '../site/site';
import { type NamedTable, namedTable } from '../site/table-type';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { CliIo } from './io';
import { readSiteFiles } from './site-files';
import { reasonOf } from './tell-failure';
import { UsageError } from './usage-error';

/** A main.cf by which a list is judged that is not in force yet. */
export interface DeploySite {
  readonly path: string;
  readonly place: SitePlace;
  readonly clients: readonly Client[];
  /** How it names a table; null where it does not. */
  readonly named: (map: string) => NamedTable | null;
  /** Whether each client that asks the second table asks the first one before. */
  readonly isInFront: (first: string, second: string) => boolean;
}

/** Rejects with `UsageError` where it can't be read. */
export async function readSite(path: string, versions: PostfixVersions | null, io: CliIo): Promise<DeploySite> {
  const read = async (file: string): Promise<string> => decodeText(await io.readFile(file)).text;
  const whole = resolve(path);
  const text = await read(whole).catch((error: unknown) => {
    throw new UsageError(t("--main-cf: can't read {0}: {1}", path, reasonOf(error)));
  });
  const place = { folder: folderOf(whole), root: null };
  const mainCf = parseMainCf(text);
  const masterCf = await read(`${place.folder}/master.cf`).catch(() => null);
  const parsedMaster = masterCf === null ? null : parseMasterCf(masterCf);
  const clients = clientsOf(mainCf, parsedMaster, versions ?? assumedVersions, place);
  return {
    path,
    place,
    clients,
    isInFront: (first, second) =>
      clients.every((client) => {
        const references = policyMaps(client) ?? [];
        const placeOf = (map: string): number =>
          references.findIndex(({ name }) => placesOf(name, place).includes(resolve(map)));
        const [own, shared] = [placeOf(first), placeOf(second)];
        return shared === -1 || (own !== -1 && own < shared);
      }),
    named: (map) => namedTable(mainCf, resolve(map), place),
  };
}

/** What the clients that ask the table make of a list in its place, and what they do not ask. */
export async function lookAtSite(
  { path, place, clients, named }: DeploySite,
  map: string,
  type: string,
  text: string,
  io: CliIo,
): Promise<{ readonly reports: readonly SiteReport[]; readonly warnings: readonly string[] }> {
  const document = parsePolicyLazily(text, { tableType: type });
  const isOwn = (name: string): boolean => placesOf(name, place).includes(resolve(map));
  const reports: SiteReport[] = [];
  const otherTypes = new Set<string>();
  for (const client of clients) {
    const references = policyMaps(client) ?? [];
    const files = await readSiteFiles(
      'deploy',
      references.filter(({ name }) => !isOwn(name)),
      place,
      io,
    );
    const tables = openPolicyMaps(client, {
      table: (name, wanted) => (isOwn(name) ? document : files.table(name, wanted)),
    });
    const own = tables.find(({ reference }) => isOwn(reference.name));
    if (own === undefined) continue;
    if (own.reference.type !== type) otherTypes.add(own.reference.text);
    reports.push(reportSite(client, tables, own));
  }
  const warnings = [...otherTypes].map((text) =>
    t('{0} names the table as {1}, and not as {2}', path, text, `${type}:${map}`),
  );
  if (reports.length === 0) {
    warnings.push(
      named(map)?.isInside === true
        ? t('{0} names {1} as a part of another table only, so what becomes of its entries is not told here', path, map)
        : t('{0} names {1} nowhere, so no entry of the list is in force', path, map),
    );
  }
  return { reports, warnings };
}
