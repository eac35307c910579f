import { splitList } from '../maincf/table-reference';
import { askedKeys } from './asked-keys';
import { routesOf } from './routes';
import { valueOf } from './site';
import type { Site, SiteClient } from './whole-site';

/** Which next-hops a client can be asked for. */
export interface NextHops {
  /** Whether recipient domains are next-hops; where a relay takes all mail, they are none. */
  readonly domains: boolean;
  /** What main.cf and its routing tables name as next-hops, in the order of the files. */
  readonly named: readonly string[];
  /** The keys that are asked for on account of these, in lower case. */
  readonly keys: ReadonlySet<string>;
}

/** Parameters that send mail to a filter, whose next-hop hangs on the recipient. */
const filters = ['content_filter', 'default_filter_nexthop'];

/** The transports of whole classes of recipients, and what each is where all is as usual (trivial-rewrite(8)). */
const transports: Readonly<Record<string, RegExp>> = {
  default_transport: /^smtp:?$/,
  relay_transport: /^(?:relay|smtp):?$/,
  local_transport: /^(?:local|error|virtual)(?::|$)/,
  virtual_transport: /^(?:virtual|error|lmtp:unix:.*)(?::|$)/,
};

/**
 * The next-hops of the clients that every Postfix has, `smtp` and `relay`: those of relayhost, smtp_fallback_relay and the tables
 * that route mail and, without a relay, recipient domains. Null where the files alone do not tell, and for clients that somebody made for a purpose.
 */
export function nextHopsOf(site: Site, client: SiteClient): NextHops | null {
  const { parameters } = site;
  const value = (name: string): string | null => parameters.value(name).expanded;
  if (client.program !== 'smtp' || !['smtp', 'relay'].includes(client.name)) return null;
  if (filters.some((name) => value(name) !== '')) return null;
  const isUnusual = ([name, usual]: readonly [string, RegExp]): boolean =>
    parameters.value(name).source.kind !== 'default' && !usual.test(value(name) ?? '');
  if (Object.entries(transports).some(isUnusual)) return null;
  const [relay, fallback] = [value('relayhost'), valueOf(client, 'fallback_relay')];
  if (relay === null || fallback === null) return null;
  const routes = routesOf(site);
  if (routes === null) return null;
  const named = [
    ...new Set([...[relay, fallback].flatMap((list) => splitList(list).map(({ text }) => text)), ...routes.named]),
  ];
  const keys = new Set(named.flatMap((nextHop) => askedKeys(nextHop).map(({ key }) => key)));
  return { domains: relay === '' || routes.domains, named, keys };
}
