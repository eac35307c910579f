import type { ListConfig } from '../config/list-config';
import type { PolicyDocument } from '../policy/document';
import type { PolicyValue } from '../policy/entry';
import type { TableType } from '../postfix/table-types';
import type { Evidence } from '../probe/evidence';

export interface ReviewOptions {
  /** The configuration of the **base** revision for the file. */
  readonly config: ListConfig;
  /** What was seen of the next-hops that the change names; empty: nobody looked. */
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** What an earlier look saw of them. */
  readonly earlier?: ReadonlyMap<string, Evidence>;
  /** Whether an entry is accepted only where both agree. */
  readonly needsTwo?: boolean;
  /** The reason that comes with the change as a whole, for what has no line that could say it. */
  readonly reason: string | null;
  /** The site whose main.cf names the file as a policy table. */
  readonly within?: TableSite | null;
}

/** What a table is to its site. */
export interface TableSite {
  /** By which main.cf names it. */
  readonly tableType: TableType;
  /** It read as one of that type, where the base has it under the same type; both are there already. */
  readonly documents: { readonly before: PolicyDocument; readonly after: PolicyDocument } | null;
  /** What all tables of the site together say for a key; null: main.cf decides. */
  readonly before: (key: string) => PolicyValue | null;
  readonly after: (key: string) => PolicyValue | null;
}
