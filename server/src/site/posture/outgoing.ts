import { isKnownIn } from '../../maincf/defaults';
import { securityLevels } from '../../postfix/levels';
import { parameterFacts } from '../../postfix/parameters';
import { t } from '../../text/translate';
import { globalLevel, whyNoDane } from '../client-level';
import type { Site, SiteClient } from '../whole-site';
import { oldestAllowed } from './allowed-protocols';
import { ciphersOf } from './cipher-grade';
import { guidanceOn, type PostureFacts } from './guidance';
import type { Assessment, PostureSubject, Protection, TableLevels } from './posture';
import { protocolsOf } from './protocol-assessment';
import { possibleValues, type Seen, settingOf } from './setting';
import type { Threat } from './threats';

/** What mail that a client sends is protected against, by main.cf; entries of tables say other things of single destinations. */
export function outgoingPosture({ mainCf, masterCf, versions }: Site, client: SiteClient): PostureSubject {
  const { program, parameters, service } = client;
  const seen: Seen = { parameters, service, mainCf, masterCf, versions };
  const of = (...names: readonly string[]) => names.map((name) => settingOf(seen, `${program}_${name}`));
  const level = levelOf(client);
  const word = (name: string): string | null => parameters.value(`${program}_${name}`).expanded?.toLowerCase() ?? null;
  const isMandatory = level !== null && level !== 'none' && level !== 'may';
  const facts: PostureFacts = {
    direction: 'outgoing',
    level,
    isPublic: true,
    hasLogin: false,
    opportunistic: oldestAllowed(seen, `${program}_tls_protocols`),
    mandatory: oldestAllowed(seen, `${program}_tls_mandatory_protocols`),
    grade: word(isMandatory ? 'tls_mandatory_ciphers' : 'tls_ciphers'),
    hasDane: level === 'dane' || level === 'dane-only' || (level === 'defers' && whyNoDane(client) === null),
    asksPlugin: client.tables?.some(({ reference }) => reference.type === 'socketmap') ?? false,
    reports: reportsOf(seen, program),
    protectsLogin: null,
  };
  const assess = (threat: Threat, found: Omit<Assessment, 'threat' | 'guidance'>): Assessment => ({
    threat,
    ...found,
    guidance: guidanceOn(threat, facts),
  });
  const levelSettings = of('tls_security_level', ...(usesDane(client) ? ['dns_support_level'] : []));
  const byLevel = (threat: 'reading' | 'stripping' | 'dns-forging' | 'wrong-host'): Assessment => {
    const { protection, because, change } = answers[threat](level, client);
    const more = threat === 'dns-forging' && level === 'secure' ? of('tls_secure_cert_match') : [];
    return assess(threat, { protection, because, change, decidedBy: [...levelSettings, ...more] });
  };
  return {
    direction: 'outgoing',
    services: [client.name],
    tables: tablesOf(client),
    assessments: [
      byLevel('reading'),
      byLevel('stripping'),
      byLevel('dns-forging'),
      byLevel('wrong-host'),
      assess('old-protocols', protocolsOf(seen, program, facts)),
      assess('weak-ciphers', ciphersOf(seen, program, isMandatory)),
      assess('unnoticed', noticing(seen, program, facts.reports)),
    ],
  };
}

/** The level that is applied: `may` for DANE that can not be, `defers` where nothing is sent then. */
function levelOf(client: SiteClient): string | null {
  const level = globalLevel(client);
  if ((level === 'dane' || level === 'dane-only') && whyNoDane(client) !== null) {
    return level === 'dane' ? 'may' : 'defers';
  }
  return level;
}

function usesDane(client: SiteClient): boolean {
  const level = globalLevel(client);
  return level === 'dane' || level === 'dane-only';
}

interface Answer {
  readonly protection: Protection;
  readonly because: string;
  readonly change: string | null;
}

const unknownLevel = (): Answer => ({
  protection: 'unknown',
  because: t('These files and the releases that they are for do not tell the level.'),
  change: null,
});

const answers: Readonly<
  Record<'reading' | 'stripping' | 'dns-forging' | 'wrong-host', (level: string | null, client: SiteClient) => Answer>
> = {
  reading(level) {
    switch (level) {
      case null:
        return unknownLevel();
      case 'none':
        return {
          protection: 'no',
          because: t('Mail goes out in the clear, but to destinations with an entry of their own.'),
          change: t('Write `smtp_tls_security_level = may`: then it is encrypted wherever a server offers that.'),
        };
      case 'may':
        return {
          protection: 'partly',
          because: t('Mail is encrypted where a server offers STARTTLS, and goes out in the clear where it does not.'),
          change: null,
        };
      case 'dane':
        return {
          protection: 'partly',
          because: t(
            'Mail is always encrypted to destinations with DANE, and to others where a server offers STARTTLS.',
          ),
          change: null,
        };
      default:
        return { protection: 'yes', because: t('Nothing is sent without TLS.'), change: null };
    }
  },
  stripping(level, client) {
    switch (level) {
      case null:
        return unknownLevel();
      case 'none':
      case 'may':
        return {
          protection: 'no',
          because: noDaneHere(client, t('Who can take STARTTLS out of the answer of a server, reads the mail.')),
          change: turnOnDane(client),
        };
      case 'dane':
        return {
          protection: 'partly',
          because: t('Not at destinations with DANE, where mail waits instead; at all others as at level `may`.'),
          change: forOthers(),
        };
      default:
        return { protection: 'yes', because: t('Mail waits where a server offers no STARTTLS.'), change: null };
    }
  },
  'dns-forging'(level, client) {
    switch (level) {
      case null:
        return unknownLevel();
      case 'dane':
        return {
          protection: 'partly',
          because: t('MX records of destinations with DNSSEC are not taken unless they are proven; others are.'),
          change: forOthers(),
        };
      case 'dane-only':
      case 'fingerprint':
      case 'defers':
        return {
          protection: 'yes',
          because: t('Forged MX records lead to no server that is authenticated, and mail waits.'),
          change: null,
        };
      case 'secure':
        return byNames(client);
      case 'verify':
        return {
          protection: 'no',
          because: t('The certificate must have the name of the MX host, and forged DNS chooses that.'),
          change: t('Level `secure` goes by the name of the destination.'),
        };
      default:
        return {
          protection: 'no',
          because: noDaneHere(client, t('Forged MX records lead mail to any server; no certificate is asked for.')),
          change: changeFrom(level, client),
        };
    }
  },
  'wrong-host'(level, client) {
    switch (level) {
      case null:
        return unknownLevel();
      case 'dane':
        return {
          protection: 'partly',
          because: t('Servers of destinations with DANE are authenticated by their TLSA records, and no others.'),
          change: forOthers(),
        };
      case 'none':
      case 'may':
      case 'encrypt':
        return {
          protection: 'no',
          because: noDaneHere(
            client,
            t('Who answers in the place of a server gets the mail: its certificate is not looked at.'),
          ),
          change: changeFrom(level, client),
        };
      case 'verify':
        return {
          protection: 'partly',
          because: t('The certificate must have the name of the MX host: right as long as nobody forges DNS.'),
          change: t('Level `secure` goes by the name of the destination.'),
        };
      default:
        return {
          protection: 'yes',
          because: t('A server that is not authenticated gets nothing, and mail waits.'),
          change: null,
        };
    }
  },
};

function byNames(client: SiteClient): Answer {
  const names = client.parameters.value(`${client.program}_tls_secure_cert_match`).expanded?.toLowerCase();
  if (names === undefined)
    return { ...unknownLevel(), because: t('These files do not tell the names that are asked for.') };
  if (/(?:^|[\s,:])hostname(?:$|[\s,:])/.test(names)) {
    return {
      protection: 'no',
      because: t('With `hostname` the name of the MX host is enough, and forged DNS chooses that.'),
      change: t('Write {0}.', `${client.program}_tls_secure_cert_match = nexthop, dot-nexthop`),
    };
  }
  return {
    protection: 'yes',
    because: t('The certificate must have the name of the destination, which DNS does not choose.'),
    change: null,
  };
}

/** Says so where DANE is asked for and can not be. */
function noDaneHere(client: SiteClient, text: string): string {
  if (!usesDane(client)) return text;
  return t('{0} DANE is asked for, and is off: {1}.', text, whyNoDane(client) ?? '');
}

/** `dane` lets mail out in the clear where there is no DANE, so that it is no step up from `encrypt`. */
function changeFrom(level: string, client: SiteClient): string {
  return level === 'encrypt' ? forOthers() : turnOnDane(client);
}

function turnOnDane({ program }: SiteClient): string {
  return t(
    'Write {0} and {1}, with a resolver on this machine that validates: destinations with DANE are authenticated then, and others are treated as at level `may`. Entries of a policy table do that for single others.',
    `${program}_tls_security_level = dane`,
    `${program}_dns_support_level = dnssec`,
  );
}

function forOthers(): string {
  return t(
    'Entries of a policy table (`secure`) do that for single others, and an MTA-STS program for those that publish a policy.',
  );
}

/** What Postfix 3.10 brought; null where the releases differ. */
function reportsOf(seen: Seen, program: string): boolean | null {
  if (!knowsReports(seen, program)) return false;
  const values = possibleValues(seen, 'smtp_tlsrpt_enable');
  if (values === null || values.length > 1) return null;
  return values[0]?.toLowerCase() === 'yes';
}

function knowsReports({ versions }: Seen, program: string): boolean {
  const facts = parameterFacts('smtp_tlsrpt_enable');
  return program === 'smtp' && facts !== null && isKnownIn(facts, versions);
}

function noticing(seen: Seen, program: string, reports: boolean | null): Omit<Assessment, 'threat' | 'guidance'> {
  const log = settingOf(seen, `${program}_tls_loglevel`);
  const decidedBy = [log, ...(knowsReports(seen, program) ? [settingOf(seen, 'smtp_tlsrpt_enable')] : [])];
  if (log.value === null)
    return { protection: 'unknown', because: t('These files do not tell the log level.'), decidedBy, change: null };
  const logs = Number(log.value) > 0;
  const change = logs ? null : t('Write {0}.', `${program}_tls_loglevel = 1`);
  if (logs && reports === true)
    return {
      protection: 'yes',
      because: t('TLS of each connection is logged and reported to the destination.'),
      decidedBy,
      change,
    };
  if (logs)
    return {
      protection: 'partly',
      because: t('TLS of each connection is logged; nobody else learns of it.'),
      decidedBy,
      change,
    };
  return {
    protection: reports === true ? 'partly' : 'no',
    because: t('The log does not tell which mail was encrypted, and how.'),
    decidedBy,
    change,
  };
}

function tablesOf({ tables }: SiteClient): readonly TableLevels[] {
  return (tables ?? []).map(({ reference, document }) => ({
    table: reference.text,
    levels:
      document === null
        ? null
        : countLevels(
            document.entries.map(({ value, dropped }) => (dropped === null ? (value.value?.level ?? 'invalid') : null)),
          ),
  }));
}

function countLevels(found: readonly (string | null)[]): readonly (readonly [string, number])[] {
  return [...securityLevels, 'invalid']
    .map((level) => [level, found.filter((each) => each === level).length] as const)
    .filter(([, count]) => count > 0);
}
