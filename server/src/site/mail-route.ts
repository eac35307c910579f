import { readTable, splitList, type TableReference } from '../maincf/table-reference';
import { hostOf } from './asked-keys';
import { routingTables } from './routes';
import { openTable, type SiteFiles } from './table';
import type { Site } from './whole-site';

/** A message to one recipient, as far as its way hangs on it. */
export interface Envelope {
  readonly recipient: string;
  /** Empty for a bounce; null where it is not known. */
  readonly sender: string | null;
}

/** Where a message goes. */
export interface Route {
  /** The service of master.cf. */
  readonly transport: string;
  /** One after the other, as the files write them; the domain of the recipient where they name none. */
  readonly nextHops: readonly string[];
}

/** The classes of recipients that have a transport of their own, in the order in which trivial-rewrite(8) asks. */
const classes = [
  ['mydestination', 'local_transport'],
  ['virtual_mailbox_domains', 'virtual_transport'],
  ['relay_domains', 'relay_transport'],
] as const;

/**
 * Tells the domains whose mail takes the usual way, since no list and no table says anything of them; of others it tells nothing.
 * Quicker than `routeOf` for whoever asks for many.
 */
export function takesUsualWay({ parameters }: Pick<Site, 'parameters'>): (domain: string) => boolean {
  const lists = classes.map(([name]) => parameters.value(name).expanded ?? '');
  const names = lists.flatMap((list) => splitList(list).map(({ text }) => text.toLowerCase()));
  if (routeTables(parameters).length > 0) return () => false;
  return (domain) => !names.some((name) => domain === name || domain.endsWith(`.${name}`));
}

/** All tables that `routeOf` asks. */
export function routeTables(parameters: Site['parameters']): readonly TableReference[] {
  const lists = classes.flatMap(([name]) => splitList(parameters.value(name).expanded ?? ''));
  return [
    ...routingTables(parameters),
    ...lists.map(({ text }) => readTable(text)).filter(({ type }) => type !== null),
  ];
}

/**
 * Which way a message goes, as resolve_addr() and transport_lookup() of trivial-rewrite(8) find it. Tables that Postfix alone
 * can ask, and sender-dependent ones where the sender is not known, are taken for empty.
 */
export function routeOf({ parameters, files }: Pick<Site, 'parameters' | 'files'>, mail: Envelope): Route {
  const value = (name: string): string => parameters.value(name).expanded?.trim() ?? '';
  const ask = (name: string, keys: readonly Key[]): string | null => find(value(name), keys, files);
  const { recipient, sender } = mail;
  const domain = domainOf(recipient);
  const senders = sender === null ? [] : senderKeys(sender);
  const dependent = (name: string): string | null => unlessDunno(ask(name, senders));
  const own = classes.find(([name]) => isListed(value(name), domain, files));
  const transport =
    own === undefined
      ? (dependent('sender_dependent_default_transport_maps') ?? value('default_transport'))
      : value(own[1]);
  // Mail for relay_domains goes by the relay, too.
  const relay =
    own === undefined || own[1] === 'relay_transport'
      ? (dependent('sender_dependent_relayhost_maps') ?? value('relayhost'))
      : '';
  const route = split(transport, relay === '' ? domain : relay);
  return redirected(route, ask('transport_maps', recipientKeys(recipient)), domain);
}

/** The next-hop of several that a host is of, else the first one. */
export function nextHopAt({ nextHops }: Route, host: string | null): string {
  return nextHops.find((each) => hostOf(each) === host?.toLowerCase()) ?? nextHops[0] ?? '';
}

/** What a table is asked for; a part of an address is no key of a table with patterns. */
interface Key {
  readonly text: string;
  readonly isPart: boolean;
}

function recipientKeys(recipient: string): readonly Key[] {
  const domain = domainOf(recipient);
  const parents = [...domain.matchAll(/\.(?=.)/g)].map(({ index }) => domain.slice(index));
  return [...addressKeys(recipient), ...[domain, ...parents, '*'].map((text) => ({ text, isPart: true }))];
}

function senderKeys(sender: string): readonly Key[] {
  if (sender === '') return [{ text: '<>', isPart: false }];
  return [...addressKeys(sender), { text: `@${domainOf(sender)}`, isPart: true }];
}

/** The address, and that without an extension: `+` is the recipient_delimiter of everybody who has one. */
function addressKeys(address: string): readonly Key[] {
  const plain = address.replace(/^([^+@]+)\+[^@]*(?=@[^@]*$)/, '$1');
  return [{ text: address, isPart: false }, ...(plain === address ? [] : [{ text: plain, isPart: true }])];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Asks all tables for one key before the next. */
function find(list: string, keys: readonly Key[], files: SiteFiles): string | null {
  const tables = splitList(list).map(({ text }) => openTable(readTable(text), files));
  for (const { text, isPart } of keys) {
    for (const { lookUp, reference } of tables) {
      if (isPart && /^(?:regexp|pcre|cidr)$/.test(reference.type ?? '')) continue;
      const answer = lookUp(text);
      if (answer.kind === 'found') return answer.text;
    }
  }
  return null;
}

/** Whether a list of domains, some of them in tables, has a domain or a parent of it. */
function isListed(list: string, domain: string, files: SiteFiles): boolean {
  const names = [domain, ...[...domain.matchAll(/\.(?=.)/g)].map(({ index }) => domain.slice(index + 1))];
  return splitList(list).some(({ text }) => {
    const reference = readTable(text);
    if (reference.type === null) return names.includes(text.toLowerCase());
    return names.some((name) => openTable(reference, files).lookUp(name).kind === 'found');
  });
}

/** `transport:nexthop`; without a next-hop that is `otherwise`. */
function split(text: string, otherwise: string): Route {
  const [, transport = '', nextHop = ''] = /^([^:]*):?(.*)$/s.exec(text) ?? [];
  return { transport, nextHops: nextHopsIn(nextHop === '' ? otherwise : nextHop) };
}

/** What a transport table makes of a route (transport(5)). */
function redirected(route: Route, entry: string | null, domain: string): Route {
  if (entry === null) return route;
  const { transport, nextHops } = split(entry, '');
  if (transport === '') return nextHops.length === 0 ? route : { ...route, nextHops };
  return { transport, nextHops: nextHops.length === 0 ? [domain] : nextHops };
}

function nextHopsIn(list: string): readonly string[] {
  return splitList(list).map(({ text }) => text.replace(/^(?:inet|unix):/, ''));
}

function unlessDunno(answer: string | null): string | null {
  return answer === null || /^dunno$/i.test(answer) ? null : answer;
}
