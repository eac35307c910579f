/** Short forms in which the scenario files are written; each returns plain data of `../scenario`. */
import type {
  CertificateSpec,
  DecisiveTopic,
  Host,
  TlsaSpec,
  Truth,
  Zone,
  ZoneRecord,
  ZoneSecurity,
} from '../scenario';

/** A zone whose MX records name the hosts in the given order, with preferences 10, 20, 30 and so on. */
export function mailZone(
  name: string,
  security: ZoneSecurity,
  exchanges: readonly string[],
  extra: Partial<Zone> = {},
): Zone {
  const mx = exchanges.map(
    (exchange, index): ZoneRecord => ({ owner: name, type: 'MX', preference: (index + 1) * 10, exchange }),
  );
  return { name, security, ...extra, records: [...mx, ...(extra.records ?? [])] };
}

export function zone(name: string, security: ZoneSecurity, extra: Partial<Zone> = {}): Zone {
  return { name, security, records: [], ...extra };
}

export function alias(owner: string, target: string): ZoneRecord {
  return { owner, type: 'CNAME', target };
}

export function publicCertificate(...names: readonly string[]): CertificateSpec {
  return { issuer: 'public', names };
}

export function privateCertificate(...names: readonly string[]): CertificateSpec {
  return { issuer: 'private', names };
}

export function selfSigned(...names: readonly string[]): CertificateSpec {
  return { issuer: 'self', names };
}

/** A host with a certificate of the public CA for its own name. */
export function goodHost(name: string, extra: Partial<Host> = {}): Host {
  return { name, certificate: publicCertificate(name), ...extra };
}

export function selfSignedHost(name: string, extra: Partial<Host> = {}): Host {
  return { name, certificate: selfSigned(name), ...extra };
}

/** `tlsa('3 1 1')`, `tlsa('2 1 1', 'issuer')`, `tlsa('3 1 1', 'other')` for one that can't match. */
export function tlsa(parameters: string, of: TlsaSpec['of'] = 'leaf'): TlsaSpec {
  const [usage = 0, selector = 0, matchingType = 0] = parameters.split(' ').map(Number);
  return { usage, selector, matchingType, of };
}

export const daneEe = [tlsa('3 1 1')];
export const wrongDaneEe = [tlsa('3 1 1', 'other')];

export function found(entry: string, decisive: DecisiveTopic, why: string, confirm: readonly string[] = []): Truth {
  return { status: 'found', entry, confirm, decisive, why };
}

export function none(decisive: DecisiveTopic, why: string): Truth {
  return { status: 'none', entry: null, confirm: [], decisive, why };
}

export function untested(decisive: DecisiveTopic, why: string): Truth {
  return { status: 'untested', entry: null, confirm: [], decisive, why };
}

/** The same truth for both profiles. */
export function both(truth: Truth): { readonly dnssec: Truth; readonly any: Truth } {
  return { dnssec: truth, any: truth };
}

/** The DANE entry at profile `dnssec`, and the same flagged at `any`, where `secure` does not hold. */
export function daneInBoth(
  domain: string,
  why: string,
  whyNotSecure: string,
): { readonly dnssec: Truth; readonly any: Truth } {
  return {
    dnssec: found(`${domain} dane`, 'every MX host matches its TLSA records', why),
    any: found(
      `${domain} dane`,
      'protects only consumers with DNSSEC',
      `${whyNotSecure} So secure does not hold, and dane is the strongest that authenticates for consumers with DNSSEC; for the others it acts as may (postconf(5), smtp_dns_support_level), which is to be said.`,
    ),
  };
}

/** The DANE entry at profile `dnssec`, and plain `secure` at `any`, where it holds as well. */
export function daneOrSecure(
  domain: string,
  why: string,
  whySecure: string,
): { readonly dnssec: Truth; readonly any: Truth } {
  return {
    dnssec: found(`${domain} dane`, 'every MX host matches its TLSA records', why),
    any: found(`${domain} secure`, 'certificates verify for the next-hop', whySecure),
  };
}
