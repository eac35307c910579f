import type { PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import { t } from '../text/translate';
import { anchorPaths } from './anchor-files';
import { attributeOf } from './attributes-in-doubt';
import { printable } from './printable';
import type { Sender } from './sender';
import { strictParameters } from './session-terms';

/** The sender's facts that a verdict on an entry rests on, as lines of main.cf where they are parameters. */
export function restsOn(
  written: PolicyValue | null,
  entry: PolicyValue,
  evidence: Evidence,
  sender: Sender,
): readonly string[] {
  const facts: string[] = [];
  if (written === null) facts.push(`smtp_tls_security_level = ${sender.globalLevel}`);
  const hasMatch = attributeOf(entry, 'match') !== null;
  switch (entry.level) {
    case 'dane':
    case 'dane-only':
      facts.push(
        sender.dnssecLookups
          ? t('smtp_dns_support_level = dnssec, with a validating resolver')
          : t('smtp_dns_support_level without dnssec'),
      );
      if (evidence.routing === 'mx' && evidence.mx?.status !== 'secure') {
        facts.push(`smtp_tls_dane_insecure_mx_policy = ${sender.daneInsecureMxPolicy}`);
      }
      break;
    case 'verify':
      if (!hasMatch) facts.push(`smtp_tls_verify_cert_match = ${sender.verifyCertMatch.join(', ')}`);
      facts.push(...trust(entry, evidence, sender));
      break;
    case 'secure':
      if (!hasMatch) facts.push(`smtp_tls_secure_cert_match = ${sender.secureCertMatch.join(', ')}`);
      facts.push(...trust(entry, evidence, sender));
      break;
    case 'fingerprint':
      facts.push(`smtp_tls_fingerprint_digest = ${sender.fingerprintDigest ?? 'sha256'}`);
      break;
    case 'none':
    case 'may':
    case 'encrypt':
      break;
  }
  facts.push(...strictParameters(entry, sender).map(printable));
  if (sender.version !== undefined && entry.attributes.length > 0) facts.push(`mail_version = ${sender.version}`);
  const addresses = evidence.hosts.reduce((sum, host) => sum + host.addresses.length + host.addressesSkipped, 0);
  if (sender.mxAddressLimit > 0 && addresses > sender.mxAddressLimit) {
    facts.push(`smtp_mx_address_limit = ${sender.mxAddressLimit}`);
  }
  return facts;
}

/** The store, or the trust anchor files that replace it. */
function trust(entry: PolicyValue, evidence: Evidence, sender: Sender): readonly string[] {
  const paths = anchorPaths(entry);
  if (paths.length === 0) return [trustStore(evidence, sender)];
  return paths
    .filter((path) => sender.anchorFiles?.[path] !== undefined)
    .map((path) => t('{0} on the mail server is the file that is here', printable(path)));
}

function trustStore({ vantage }: Evidence, sender: Sender): string {
  if (sender.trustStore === 'empty') return t('smtp_tls_CAfile and smtp_tls_CApath are empty');
  return t('smtp_tls_CAfile or smtp_tls_CApath trusts what the probe trusted: {0}', printable(vantage.trustStore));
}
