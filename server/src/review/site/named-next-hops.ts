import { readTableList, splitList } from '../../maincf/table-reference';
import type { PolicyDocument } from '../../policy/document';
import { isDeadKey } from '../../policy/key';
import { isTableType } from '../../postfix/table-types';
import { routesOf } from '../../site/routes';
import { valueOf } from '../../site/site';
import type { Site } from '../../site/whole-site';
import { literalEnd, most } from '../effective';

/** Stands for all domains that nothing names. */
const anyOther = '*';

/** A domain that nothing names. */
export const unnamed = 'unnamed.invalid';

/** A key with a dot in front stands for the names below it, of which any one serves. */
export function askedFor(nextHop: string): string {
  if (nextHop === anyOther) return unnamed;
  return nextHop.startsWith('.') ? `any${nextHop}` : nextHop;
}

/**
 * The next-hops that a site names, in lower case: by its policy tables, by the tables that route mail, and by the settings of relays. `.example.org`
 * stands for the names below it that have no entry of their own, `*` for all that nothing names.
 */
export function nextHopsNamedBy(site: Site): ReadonlySet<string> {
  const names = new Set<string>([anyOther]);
  for (const { document } of site.clients.flatMap(({ tables }) => tables ?? [])) {
    if (document !== null) for (const name of namesIn(document)) names.add(name);
  }
  for (const name of [...relaysOf(site), ...routedDomains(site)]) names.add(name.toLowerCase());
  return names;
}

function* namesIn({ entries, hasPatterns }: PolicyDocument): Iterable<string> {
  if (hasPatterns) {
    if (entries.length <= most.patterns) yield* entries.flatMap(({ key }) => literalEnd(key.text)).slice(0, most.names);
    return;
  }
  for (const { key, dropped } of entries) if (dropped === null && !isDeadKey(key)) yield key.folded;
}

function relaysOf(site: Site): readonly string[] {
  const lists = [
    site.parameters.value('relayhost').expanded,
    ...site.clients.map((client) => valueOf(client, 'fallback_relay')),
  ];
  const named = lists.flatMap((list) => splitList(list ?? '').map(({ text }) => text));
  return [...named, ...(routesOf(site)?.named ?? [])];
}

/** The domains for which transport_maps has a route of its own. */
function routedDomains({ parameters, files }: Site): readonly string[] {
  const references = readTableList(parameters.value('transport_maps').expanded ?? '');
  return references.flatMap(({ type, name }) => {
    const document = type !== null && isTableType(type) ? files.table(name, type) : null;
    if (document === null || document.hasPatterns) return [];
    const stored = document.entries.filter(({ dropped, key }) => dropped === null && /^\.?[^@*[\]:]+$/.test(key.text));
    return stored.map(({ key }) => key.text);
  });
}
