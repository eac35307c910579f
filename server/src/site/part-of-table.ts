import type { PolicyDocument } from '../policy/document';
import type { ListedTable, Site, SiteFile } from './whole-site';

/**
 * The file at a path where a site lists it as nothing but a part of `unionmap:` and `pipemap:` tables: what it answers is a piece of a policy, or
 * the key for the next table. Null for one that answers with policies somewhere, and for one that is not listed.
 */
export function partAt({ clients }: Pick<Site, 'clients'>, path: string): PolicyDocument | null {
  const listings = clients.flatMap(({ tables }) => listingsIn(tables ?? [], true));
  const here = listings.filter(({ file }) => file.path === path);
  return here.some(({ holdsPolicies }) => holdsPolicies) ? null : (here[0]?.file.document ?? null);
}

interface Listing {
  readonly file: SiteFile<PolicyDocument>;
  readonly holdsPolicies: boolean;
}

/** Of the tables of a `pipemap:` it is the last one that answers for the whole. */
function listingsIn(tables: readonly ListedTable[], holdsPolicies: boolean): readonly Listing[] {
  return tables.flatMap(({ reference, file, inner }) => {
    const parts = inner.flatMap((table, at) =>
      listingsIn([table], holdsPolicies && reference.type === 'pipemap' && at === inner.length - 1),
    );
    return file === null ? parts : [{ file, holdsPolicies }, ...parts];
  });
}
