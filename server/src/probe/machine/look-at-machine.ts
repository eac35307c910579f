import { resolverName } from '../dns/resolver-address';
import { createResolver, resolversOf } from '../dns-resolver';
import type { ValidatingResolver } from '../dnssec/validator';
import type { AddressEvidence, Evidence } from '../evidence';
import { createHttpsContext, lazily } from '../https-context';
import type { ProbeControl, ProbeOptions } from '../options';
import { createProber } from '../probe';
import { routeName } from '../routes/connect';
import { tlsLibraryName } from '../tls/library';
import { createTrustStore } from '../tls/trust-store';
import { checkTls, type TlsFinding } from './check-tls';
import { hasIpv6Route } from './ipv6-route';
import { tlsCases } from './tls-cases';

/** One thing that a probe needs, and whether it is to be had here. */
export interface MachineFinding {
  readonly what: 'TLS library' | 'DNSSEC' | 'Port 25' | 'IPv6';
  /** `limited`: verdicts that need it say that they could not test. */
  readonly state: 'good' | 'limited' | 'bad' | 'untested';
  readonly text: string;
}

export interface MachineView {
  readonly route: string;
  readonly resolver: string;
  readonly findings: readonly MachineFinding[];
  /** Each kind of server that was tried. */
  readonly tls: readonly TlsFinding[];
}

/** A top-level domain, nearly all of which are signed, for whoever names no domain. */
const signedZone = 'org';

/**
 * What this machine can see of the world by these means: its TLS library against servers of our own, DNSSEC over its
 * resolver, and port 25 of the mail servers of `domains`, without which nobody is connected to.
 */
export async function lookAtMachine(
  options: ProbeOptions,
  domains: readonly string[],
  control: ProbeControl,
  now = (): Date => new Date(),
): Promise<MachineView> {
  const resolvers = resolversOf(options);
  const trustStore = createTrustStore(options);
  const httpsContext = lazily(() => createHttpsContext(trustStore, options.extraCas ?? ''));
  const resolver = createResolver(resolvers, options, httpsContext, now);
  const prober = createProber(options, now);
  const [tls, dnssec, seen, hasIpv6] = await Promise.all([
    checkTls(tlsCases, now(), control.signal),
    dnssecFinding(resolver, domains[0]?.split('.').at(-1) ?? signedZone, control.signal),
    Promise.all(domains.map((domain) => prober.probe(domain, control))),
    hasIpv6Route(),
  ]);
  return {
    route: routeName(options.route),
    resolver: resolvers.map(resolverName).join(', '),
    findings: [tlsFinding(tls), dnssec, portFinding(seen, options), ipv6Finding(seen, hasIpv6, options)],
    tls,
  };
}

function tlsFinding(tls: readonly TlsFinding[]): MachineFinding {
  const what = 'TLS library';
  const titles = (state: TlsFinding['state']): string =>
    tls
      .filter((each) => each.state === state)
      .map(({ title }) => title)
      .join('; ');
  const name = tlsLibraryName();
  if (titles('wrong') !== '') {
    return { what, state: 'bad', text: `${name} sees something else than there is: ${titles('wrong')}` };
  }
  if (titles('lacking') === '') {
    return { what, state: 'good', text: `${name} sees all ${tls.length} kinds of servers as they are` };
  }
  const text = `${name} can’t talk to every server that Postfix talks to. Told as could not be tested: ${titles('lacking')}`;
  return { what, state: 'limited', text };
}

async function dnssecFinding(resolver: ValidatingResolver, zone: string, signal: AbortSignal): Promise<MachineFinding> {
  const what = 'DNSSEC';
  const problem = await resolver.testPath(signal);
  if (problem !== null) return { what, state: 'bad', text: `dane can’t be proven from here: ${problem.text}` };
  const { status, cause } = await resolver.resolve(zone, 'MX', signal);
  if (status === 'secure') return { what, state: 'good', text: `${zone} is proven from the root over this resolver` };
  if (status === 'bogus') return { what, state: 'bad', text: cause?.text ?? `what comes of ${zone} is bogus` };
  return { what, state: 'untested', text: cause?.text ?? `${zone} is not signed; name a domain below one that is` };
}

function portFinding(seen: readonly Evidence[], { route, port }: ProbeOptions): MachineFinding {
  const what = 'Port 25';
  const addresses = addressesOf(seen);
  const answering = addresses.find(hasAnswered);
  const way = routeName(route);
  if (answering) return { what, state: 'good', text: `a mail server answered on port ${answering.port} (${way})` };
  if (seen.length === 0) {
    return { what, state: 'untested', text: 'name a domain whose mail servers may be asked, best your own' };
  }
  const [first] = addresses.flatMap(({ cause }) => (cause === undefined ? [] : [cause]));
  const text =
    first?.text ?? `no mail server of ${seen.map(({ domain }) => domain).join(', ')} was found on port ${port}`;
  return { what, state: addresses.length > 0 ? 'bad' : 'untested', text };
}

function ipv6Finding(seen: readonly Evidence[], hasRoute: boolean, { route }: ProbeOptions): MachineFinding {
  const what = 'IPv6';
  const addresses = addressesOf(seen).filter(({ address }) => address.includes(':'));
  if (addresses.some(hasAnswered)) return { what, state: 'good', text: 'a mail server answered over IPv6' };
  if (route.kind !== 'direct') {
    return { what, state: 'untested', text: `it depends on the other end of the route (${routeName(route)})` };
  }
  return hasRoute
    ? { what, state: 'untested', text: 'this machine has a route for IPv6; whether it leads anywhere was not seen' }
    : {
        what,
        state: 'limited',
        text: 'this machine has no IPv6: addresses of that kind are told as could not be tested',
      };
}

function addressesOf(seen: readonly Evidence[]): readonly AddressEvidence[] {
  return seen.flatMap(({ hosts }) => hosts.flatMap(({ addresses }) => addresses));
}

function hasAnswered({ greeting }: AddressEvidence): boolean {
  return greeting !== undefined;
}
