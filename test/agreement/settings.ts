import type { Sender } from '../../server/src/verdict/sender';
import { type SessionParameter, sessionParameters } from '../../server/src/verdict/session-parameters';

/** Parameters of main.cf that a verdict rests on; what is absent has the value of `standard`. */
export type Settings = Readonly<Partial<Record<keyof typeof readers | `smtp_tls_${SessionParameter}`, string>>>;

/** How each parameter appears in the facts about a sender. */
const readers = {
  smtp_tls_security_level: (value: string) => ({ globalLevel: value as Sender['globalLevel'] }),
  smtp_dns_support_level: (value: string) => ({ dnssecLookups: value === 'dnssec' }),
  smtp_tls_dane_insecure_mx_policy: (value: string) => ({
    daneInsecureMxPolicy: value as Sender['daneInsecureMxPolicy'],
  }),
  smtp_tls_secure_cert_match: (value: string) => ({ secureCertMatch: value.split(', ') }),
  smtp_tls_verify_cert_match: (value: string) => ({ verifyCertMatch: value.split(', ') }),
  smtp_mx_address_limit: (value: string) => ({ mxAddressLimit: Number(value) }),
  smtp_tls_fingerprint_digest: (value: string) => ({ fingerprintDigest: value }),
  smtp_tls_servername: (value: string) => ({ serverName: value }),
  smtp_tls_CAfile: (value: string) => ({ trustStore: value === '' ? ('empty' as const) : ('probed' as const) }),
} as const;

/** With DNSSEC lookups and, from the main.cf, the lab's CA file. Each transport has all of it in so many words. */
export const standard: Settings = {
  smtp_tls_security_level: 'may',
  smtp_dns_support_level: 'dnssec',
  smtp_tls_dane_insecure_mx_policy: 'may',
  smtp_tls_secure_cert_match: 'nexthop, dot-nexthop',
  smtp_tls_verify_cert_match: 'hostname',
  smtp_mx_address_limit: '5',
  smtp_tls_fingerprint_digest: 'sha256',
};

/**
 * The sender that a Postfix with these settings is.
 *
 * @param version mail_version, as in `3.7.11`
 */
export function senderOf(settings: Settings, version: string): Sender {
  const all = { ...standard, ...settings };
  const names = Object.keys(readers) as readonly (keyof typeof readers)[];
  const facts = names.map((name) => (all[name] === undefined ? {} : readers[name](all[name])));
  const session = sessionParameters.map((name) => [name, all[`smtp_tls_${name}`]] as const);
  return Object.assign(
    { profile: 'site', version, session: Object.fromEntries(session.filter(([, value]) => value !== undefined)) },
    ...facts,
  ) as Sender;
}
