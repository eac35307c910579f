import { readTableList, type TableReference } from '../maincf/table-reference';
import { type Client, valueOf } from './site';
import { openTable, type SiteFiles, type Table } from './table';

/** The tables that a client asks for a policy, in their order; null where main.cf alone does not tell. */
export function policyMaps(client: Client): readonly TableReference[] | null {
  const list = valueOf(client, 'tls_policy_maps');
  return list === null ? null : readTableList(list);
}

export function openPolicyMaps(client: Client, files: SiteFiles): readonly Table[] {
  return (policyMaps(client) ?? []).map((reference) => openTable(reference, files));
}
