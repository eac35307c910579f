import type { Cause } from '../cause';
import type { DnsAnswer } from '../dns/answer';
import type { AddressEvidence, Evidence, HostEvidence, SmtpReply, Vantage } from '../evidence';
import { keptPerObject } from './kept-per-object';
import type { Own } from './own';
import { namesGiven, redactDialogue, redactGreetedClient, redactOwn, type Speaker } from './redact-text';

/**
 * The evidence without what tells who probed: it may then be handed on. Gone are the prober's addresses, host names and
 * mailboxes from what servers said and from the causes, and the host or proxy of the route. The name of the trust store
 * holds no folder by then. What the receiver publishes stays, and so do the resolver and the label of the place.
 */
export function redactEvidence(evidence: Evidence, known: Own): Evidence {
  const learnt = new Set(evidence.hosts.flatMap(namesLearnt));
  const own = { ...known, names: [...known.names, ...[...learnt].slice(0, mostNames)] };
  const { stopped, mx, mtaSts, tlsRpt } = evidence;
  const cause = (given: Cause): Cause => ({ ...given, text: redactOwn(given.text, own) });
  const hidden = <T extends { readonly cause?: Cause }>(item: T): T =>
    item.cause === undefined ? item : { ...item, cause: cause(item.cause) };
  const answer = <T extends DnsAnswer>(item: T): T => hidden(item);
  const host = (each: HostEvidence): HostEvidence => ({
    ...each,
    ipv4: answer(each.ipv4),
    ipv6: answer(each.ipv6),
    tlsa: each.tlsa.map((lookup) => ({ ...lookup, answer: answer(lookup.answer) })),
    addresses: each.addresses.map((address) => redactAddress(address, own, speakerOf(each, address))),
  });
  return {
    ...evidence,
    vantage: redactVantage(evidence.vantage),
    ...(stopped === undefined ? {} : { stopped: cause(stopped) }),
    mx: mx === null ? null : answer(mx),
    hosts: evidence.hosts.map(host),
    mtaSts: hidden({ ...mtaSts, record: mtaSts.record === null ? null : answer(mtaSts.record) }),
    ...(tlsRpt === undefined ? {} : { tlsRpt: hidden({ ...tlsRpt, record: answer(tlsRpt.record) }) }),
  };
}

/** A proxy on the machine itself names nobody. */
const anonymousRoute = /^\S+ (127\.\d+\.\d+\.\d+|\[::1\]|localhost)(:\d+)?$/;

/** No honest server calls us by so many names. */
const mostNames = 32;

/** What one server calls us, another may too. */
function namesLearnt(host: HostEvidence): readonly string[] {
  return host.addresses.flatMap((address) => namesOf(address, speakerOf(host, address)));
}

const namesOf = keptPerObject((address: AddressEvidence, speaker: Speaker) =>
  namesGiven(textsOf(address), address.ehlo?.lines[0] ?? '', speaker),
);

function redactVantage(vantage: Vantage): Vantage {
  const { route } = vantage;
  return {
    ...vantage,
    route: anonymousRoute.test(route) ? route : route.replace(/ .*/s, ''),
  };
}

function speakerOf({ name, ipv4, ipv6 }: HostEvidence, { address }: AddressEvidence): Speaker {
  return { host: name, addresses: [address, ...ipv4.records, ...ipv6.records] };
}

/** All that one server said is looked at together: an address in one line explains a name in another. */
const redactAddress = keptPerObject((address: AddressEvidence, own: Own, speaker: Speaker): AddressEvidence => {
  const texts = textsOf(address);
  const hidden = redactDialogue(texts, own, speaker);
  const instead = new Map(texts.map((text, index) => [text, hidden[index] ?? '']));
  const shown = (text: string): string => redactOwn(instead.get(text) ?? text, withoutSpeaker(own, speaker));
  const cause = (given: Cause): Cause => ({ ...given, text: shown(given.text) });
  const reply = (given: SmtpReply): SmtpReply => ({ ...given, lines: given.lines.map(shown) });
  const greeted = (given: SmtpReply): SmtpReply => {
    const [first, ...rest] = reply(given).lines;
    return first === undefined ? given : { ...given, lines: [redactGreetedClient(first, speaker), ...rest] };
  };
  const { greeting, ehlo, helo, startTls, deep } = address;
  return {
    ...address,
    ...(address.cause ? { cause: cause(address.cause) } : {}),
    ...(address.daneCause ? { daneCause: cause(address.daneCause) } : {}),
    ...(address.hostCause ? { hostCause: cause(address.hostCause) } : {}),
    ...(address.named
      ? { named: address.named.map((each) => (each.cause ? { ...each, cause: cause(each.cause) } : each)) }
      : {}),
    ...(greeting ? { greeting: reply(greeting) } : {}),
    ...(ehlo ? { ehlo: greeted(ehlo) } : {}),
    ...(helo ? { helo: greeted(helo) } : {}),
    ...(startTls ? { startTls: reply(startTls) } : {}),
    ...(deep
      ? {
          deep: deep.map((each) => ({
            ...each,
            seen: each.seen === null ? null : shown(each.seen),
            ...(each.cause ? { cause: cause(each.cause) } : {}),
          })),
        }
      : {}),
  };
});

function textsOf({
  greeting,
  ehlo,
  helo,
  startTls,
  cause,
  daneCause,
  hostCause,
  named = [],
  deep = [],
}: AddressEvidence): string[] {
  const replies = [greeting, ehlo, helo, startTls].flatMap((reply) => reply?.lines ?? []);
  const causes = [cause, daneCause, hostCause, ...[...named, ...deep].map((each) => each.cause)].flatMap(
    (each) => each?.text ?? [],
  );
  return [...replies, ...causes, ...deep.flatMap(({ seen }) => seen ?? [])];
}

function withoutSpeaker({ names, addresses }: Own, speaker: Speaker): Own {
  return {
    names: names.filter((name) => name !== speaker.host),
    addresses: addresses.filter((address) => !speaker.addresses.includes(address)),
  };
}
