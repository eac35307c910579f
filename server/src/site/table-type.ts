import { assumedVersions } from '../language/postfix-versions';
import type { MainCfDocument } from '../maincf/document';
import { readTableList, withInner } from '../maincf/table-reference';
import { isTableType, type TableType } from '../postfix/table-types';
import { placesOf, type SitePlace } from './file-places';
import { parametersAt } from './site';

/** By what a main.cf names a policy table. */
export interface NamedTable {
  readonly type: TableType;
  /** As it stands there, as `texthash:/etc/postfix/tls_policy`. */
  readonly reference: string;
  /** The path of the main.cf. */
  readonly mainCf: string;
  /** Whether it is named within a `unionmap:` or `pipemap:`, where its values may be no policies. */
  readonly isInside: boolean;
}

const lists = ['smtp_tls_policy_maps', 'lmtp_tls_policy_maps'];

/**
 * How a main.cf names the file at a path among its policy tables; null where it does not.
 *
 * @param path as the folder of the place is written: both absolute, or both from the current folder.
 */
export function namedTable(mainCf: MainCfDocument, path: string, place: SitePlace): NamedTable | null {
  const { value } = parametersAt(mainCf, place, assumedVersions);
  for (const list of lists) {
    for (const listed of readTableList(value(list).expanded ?? '')) {
      for (const table of withInner(listed)) {
        const { type, name, text } = table;
        if (type === null || !isTableType(type) || !placesOf(name, place).includes(path)) continue;
        return { type, reference: text, mainCf: `${place.folder}/main.cf`, isInside: table !== listed };
      }
    }
  }
  return null;
}
