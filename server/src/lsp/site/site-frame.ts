import { contextOf } from '../../language/check';
import type { PostfixVersions } from '../../language/postfix-versions';
import type { MainCfDocument } from '../../maincf/document';
import { readTableList, type TableReference, tablesIn, withInner } from '../../maincf/table-reference';
import type { MasterCfDocument } from '../../mastercf/document';
import { isTableType, type TableType } from '../../postfix/table-types';
import { placesOf, type SitePlace } from '../../site/file-places';
import { routeTables } from '../../site/mail-route';
import { type Client, clientsOf, parametersAt } from '../../site/site';
import { languageOptions } from '../language-options';
import type { DocumentSettings } from '../settings';
import { placeOf } from './site-place';

/** A main.cf and its master.cf, and which files they name as policy tables; what these hold is not asked. */
export interface SiteFrame {
  /** The path of main.cf. */
  readonly path: string;
  readonly place: SitePlace;
  readonly mainCf: MainCfDocument;
  /** Null where none lies beside main.cf. */
  readonly masterCf: MasterCfDocument | null;
  /** The releases of Postfix that read them. */
  readonly versions: PostfixVersions;
  readonly clients: readonly Client[];
  readonly tables: readonly NamedFile[];
  /** Those of its tables that route mail, read for the next-hops that they name. */
  readonly routes: readonly NamedFile[];
  /** Those of main.cf. */
  readonly settings: DocumentSettings;
}

/** A file that a site names as a policy table. */
export interface NamedFile {
  /** As main.cf has it, as `texthash:/etc/postfix/tls_policy`. */
  readonly reference: string;
  readonly type: TableType;
  /** As main.cf has it. */
  readonly name: string;
  /** Where the file is to be looked for. */
  readonly path: string;
  /** Whether it is named within a `unionmap:` or `pipemap:` alone. */
  readonly isInside: boolean;
}

export function readFrame(
  path: string,
  mainCf: MainCfDocument,
  masterCf: MasterCfDocument | null,
  settings: DocumentSettings,
): SiteFrame {
  const place = placeOf(path);
  const versions = contextOf(mainCf, languageOptions(settings).check).postfix;
  const clients = clientsOf(mainCf, masterCf, versions, place);
  const { value } = parametersAt(mainCf, place, versions);
  const own = ['smtp_tls_policy_maps', 'lmtp_tls_policy_maps'].map((name) => value(name));
  const lists = [
    ...own,
    ...clients.map(({ program, parameters }) => parameters.value(`${program}_tls_policy_maps`)),
  ].flatMap(({ expanded }) => expanded ?? []);
  const tables = filesIn([...new Set(lists)].flatMap(readTableList), place);
  const routes = filesIn(routeTables(parametersAt(mainCf, place, versions)), place);
  return { path, place, mainCf, masterCf, versions, clients, tables, routes, settings };
}

/** Each file once, as it is named first. */
function filesIn(references: readonly TableReference[], place: SitePlace): readonly NamedFile[] {
  const found = new Map<string, NamedFile>();
  const inside = references.flatMap(tablesIn).flatMap(withInner);
  for (const [tables, isInside] of [[references, false] as const, [inside, true] as const]) {
    for (const { text, type, name } of tables) {
      const [path] = placesOf(name, place);
      if (type === null || !isTableType(type) || path === undefined || found.has(`${type}:${path}`)) continue;
      found.set(`${type}:${path}`, { reference: text, type, name, path, isInside });
    }
  }
  return [...found.values()];
}
