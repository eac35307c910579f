import { t } from '../../text/translate';
import { globalLevel, obstaclesToDane, whyNoDane } from '../client-level';
import { type Client, valueOf } from '../site';
import { type Answer, answer } from './answer';

/** The level that is applied: `may` for DANE that can not be, `defers` where nothing is sent then. */
export function appliedLevel(client: Client): string | null {
  const level = globalLevel(client);
  if (level === null) return null;
  const isWrapped = valueOf(client, 'tls_wrappermode')?.toLowerCase() === 'yes';
  const isHindered = asksForDane(client) && whyNoDane(client) !== null;
  const applied = !isHindered ? level : level === 'dane' ? 'may' : 'defers';
  // Each server is skipped then.
  return isWrapped && (applied === 'none' || applied === 'may') ? 'defers' : applied;
}

/** Whether destinations with DANE are authenticated, or would be. */
export function hasDane(client: Client): boolean {
  return asksForDane(client) && whyNoDane(client) === null;
}

function asksForDane(client: Client): boolean {
  const level = globalLevel(client);
  return level === 'dane' || level === 'dane-only';
}

function unknownLevel(): Answer {
  return answer('unknown', t('These files and the releases that they are for do not tell the level.'));
}

/** What a level protects against. */
export const answersByLevel = {
  reading(level, { program }) {
    switch (level) {
      case null:
        return unknownLevel();
      case 'none':
        return answer(
          'no',
          t('Mail goes out in the clear, but to destinations with an entry of their own.'),
          t('Write {0}: then it is encrypted wherever a server offers that.', `${program}_tls_security_level = may`),
        );
      case 'may':
        return answer(
          'partly',
          t('Mail is encrypted where a server offers STARTTLS, and goes out in the clear where it does not.'),
        );
      case 'dane':
        return answer(
          'partly',
          t('Mail is always encrypted to destinations with DANE, and to others where a server offers STARTTLS.'),
        );
      default:
        return answer('yes', t('Nothing is sent without TLS.'));
    }
  },
  stripping(level, client) {
    switch (level) {
      case null:
        return unknownLevel();
      case 'none':
      case 'may':
        return answer(
          'no',
          noDaneHere(client, t('Who can take STARTTLS out of the answer of a server, reads the mail.')),
          turnOnDane(client),
        );
      case 'dane':
        return answer(
          'partly',
          t('Not at destinations with DANE, where mail waits instead; at all others as at level `may`.'),
          forOthers(),
        );
      default:
        return answer('yes', t('Mail waits where a server offers no STARTTLS.'));
    }
  },
  'dns-forging'(level, client) {
    switch (level) {
      case null:
        return unknownLevel();
      case 'dane':
        return answer(
          'partly',
          t('MX records of destinations with DNSSEC are not taken unless they are proven; others are.'),
          forOthers(),
        );
      case 'dane-only':
      case 'fingerprint':
      case 'defers':
        return answer('yes', t('Forged MX records lead to no server that is authenticated, and mail waits.'));
      case 'secure':
        return byNames(client);
      case 'verify':
        return answer(
          'no',
          t('The certificate must have the name of the MX host, and forged DNS chooses that.'),
          bySecure(),
        );
      default:
        return answer(
          'no',
          noDaneHere(client, t('Forged MX records lead mail to any server; no certificate is asked for.')),
          changeFrom(level, client),
        );
    }
  },
  'wrong-host'(level, client) {
    switch (level) {
      case null:
        return unknownLevel();
      case 'dane':
        return answer(
          'partly',
          t('Servers of destinations with DANE are authenticated by their TLSA records, and no others.'),
          forOthers(),
        );
      case 'none':
      case 'may':
      case 'encrypt':
        return answer(
          'no',
          noDaneHere(
            client,
            t('Who answers in the place of a server gets the mail: its certificate is not looked at.'),
          ),
          changeFrom(level, client),
        );
      case 'verify':
        return answer(
          'partly',
          t('The certificate must have the name of the MX host: right as long as nobody forges DNS.'),
          bySecure(),
        );
      default:
        return answer('yes', t('A server that is not authenticated gets nothing, and mail waits.'));
    }
  },
} satisfies Readonly<Record<string, (level: string | null, client: Client) => Answer>>;

function byNames(client: Client): Answer {
  const names = valueOf(client, 'tls_secure_cert_match')?.toLowerCase();
  if (names === undefined) return answer('unknown', t('These files do not tell the names that are asked for.'));
  if (/(?:^|[\s,:])hostname(?:$|[\s,:])/.test(names)) {
    return answer(
      'no',
      t('With `hostname` the name of the MX host is enough, and forged DNS chooses that.'),
      t('Write {0}.', `${client.program}_tls_secure_cert_match = nexthop, dot-nexthop`),
    );
  }
  return answer('yes', t('The certificate must have the name of the destination, which DNS does not choose.'));
}

/** Says so where DANE is asked for and can not be. */
function noDaneHere(client: Client, text: string): string {
  if (!asksForDane(client)) return text;
  return t('{0} DANE is asked for, and is off: {1}.', text, obstaclesToDane(client).join(', '));
}

/** `dane` lets mail out in the clear where there is no DANE, so that it is no step up from `encrypt`. */
function changeFrom(level: string, client: Client): string {
  return level === 'encrypt' ? forOthers() : turnOnDane(client);
}

function turnOnDane({ program }: Client): string {
  return t(
    'Write {0} and {1}, with a resolver on this machine that validates: destinations with DANE are authenticated then, and others are treated as at level `may`. Entries of a policy table do that for single others.',
    `${program}_tls_security_level = dane`,
    `${program}_dns_support_level = dnssec`,
  );
}

function bySecure(): string {
  return t('Level `secure` goes by the name of the destination.');
}

function forOthers(): string {
  return t(
    'Entries of a policy table (`secure`) do that for single others, and an MTA-STS program for those that publish a policy.',
  );
}
