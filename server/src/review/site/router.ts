import { readTableList, splitList } from '../../maincf/table-reference';
import { isPatternType, isTableType } from '../../postfix/table-types';
import { openTable } from '../../site/table';
import type { Site } from '../../site/whole-site';

/** By which service of master.cf mail to a domain leaves, and to which next-hop. */
export interface Route {
  readonly service: string;
  readonly nextHop: string;
}

/**
 * Where mail to the recipients of a domain goes, as trivial-rewrite(8) finds it for one that is not local, whoever sends it: by transport_maps,
 * relay_domains, default_transport and relayhost. Null where the files alone do not tell. Of several next-hops it is the first one.
 */
export function createRouter(site: Site): (domain: string) => Route | null {
  const value = (name: string): string | null => site.parameters.value(name).expanded;
  const [maps, relayhost, usual] = [value('transport_maps'), value('relayhost'), value('default_transport')];
  const relay = value('relay_transport');
  // By default these are domains of this machine, which the file does not tell.
  const relayed = splitList(value('relay_domains') ?? '').map(({ text }) => text.toLowerCase());
  const tables = maps === null ? null : readTableList(maps).map((reference) => openTable(reference, site.files));
  return (domain) => {
    if (tables === null || relayhost === null || usual === null || relay === null) return null;
    const isRelayed = relayed.some((other) => isWithin(domain, other));
    const [transport, own] = partsOf(isRelayed ? relay : usual);
    const route: Route = { service: transport, nextHop: own || (isRelayed ? '' : firstOf(relayhost)) || domain };
    for (const { key, isAddress } of tables.length === 0 ? [] : askedKeys(domain)) {
      for (const table of tables) {
        const { type } = table.reference;
        const hasPatterns = type !== null && isTableType(type) && isPatternType(type);
        // Patterns are tried with whole addresses alone (transport(5)).
        if (hasPatterns !== isAddress) continue;
        const answer = table.lookUp(key);
        if (answer.kind === 'absent') continue;
        return answer.kind === 'found' ? routeBy(answer.text, route, domain) : null;
      }
    }
    return route;
  };
}

/** Keys of transport(5) for any recipient of a domain, in their order. */
function askedKeys(domain: string): readonly { readonly key: string; readonly isAddress: boolean }[] {
  const parents = [...domain.matchAll(/\./g)].map(({ index }) => domain.slice(index));
  const keys = [domain, ...parents, '*'].map((key) => ({ key, isAddress: false }));
  return [{ key: `anybody@${domain}`, isAddress: true }, ...keys];
}

/** `transport:nexthop`. Without a transport the usual one takes the mail; without both nothing changes; without a next-hop that is the domain. */
function routeBy(text: string, usual: Route, domain: string): Route {
  const [transport, nextHop] = partsOf(text);
  if (nextHop !== '') return { service: transport || usual.service, nextHop };
  return transport === '' ? usual : { service: transport, nextHop: domain };
}

function partsOf(text: string): readonly [string, string] {
  const [, transport = '', nextHop = ''] = /^([^:]*):?(.*)$/s.exec(text) ?? [];
  return [transport, firstOf(nextHop)];
}

function firstOf(list: string): string {
  return splitList(list)[0]?.text ?? '';
}

function isWithin(domain: string, other: string): boolean {
  return domain === other || domain.endsWith(`.${other}`);
}
