import { isKnownIn } from '../../maincf/defaults';
import { isDeadKey } from '../../policy/key';
import { parsePolicyValue } from '../../policy/value';
import { securityLevels } from '../../postfix/levels';
import { parameterFacts } from '../../postfix/parameters';
import { t } from '../../text/translate';
import { answersOf } from '../answers';
import type { ListedTable, Site, SiteClient } from '../whole-site';
import { oldestAllowed } from './allowed-protocols';
import { type Answer, answer } from './answer';
import { ciphersOf } from './cipher-grade';
import { type Answers, type Candidate, sessionCandidates, withDeciding } from './deciding';
import { guidanceOn, type PostureFacts } from './guidance';
import { answersByLevel, appliedLevel, hasDane } from './outgoing-level';
import type { PostureSubject, TableLevels } from './posture';
import { protocolsOf } from './protocol-assessment';
import { possibleValues, type Seen, seenBy } from './setting';

/** What mail that a client sends is protected against, by main.cf; entries of tables say other things of single destinations. */
export function outgoingPosture(site: Site, client: SiteClient): PostureSubject {
  const seen = seenBy(site, client.service);
  const facts = factsOf(seen, client);
  const assessments = withDeciding(seen, candidatesFor(seen, client.program), (other) =>
    answersFor(other, { ...client, parameters: other.parameters }),
  );
  return {
    direction: 'outgoing',
    services: [client.name],
    tables: tablesOf(client),
    assessments: assessments.map((each) => ({ ...each, guidance: guidanceOn(each.threat, facts) })),
  };
}

function factsOf(seen: Seen, client: SiteClient): PostureFacts {
  const { program, parameters } = client;
  const level = appliedLevel(client);
  const grade = isMandatory(level) ? 'tls_mandatory_ciphers' : 'tls_ciphers';
  return {
    direction: 'outgoing',
    level,
    isPublic: true,
    hasLogin: false,
    opportunistic: oldestAllowed(seen, `${program}_tls_protocols`),
    mandatory: oldestAllowed(seen, `${program}_tls_mandatory_protocols`),
    grade: parameters.value(`${program}_${grade}`).expanded?.toLowerCase() ?? null,
    hasDane: hasDane(client),
    asksPlugin: client.tables?.some(({ reference }) => reference.type === 'socketmap') ?? false,
    reports: reportsOf(seen, program),
    protectsLogin: null,
  };
}

function isMandatory(level: string | null): boolean {
  return level !== null && level !== 'none' && level !== 'may';
}

function answersFor(seen: Seen, client: SiteClient): Answers {
  const { program } = client;
  const facts = factsOf(seen, client);
  const { level } = facts;
  return new Map([
    ['reading', answersByLevel.reading(level, client)],
    ['stripping', answersByLevel.stripping(level, client)],
    ['dns-forging', answersByLevel['dns-forging'](level, client)],
    ['wrong-host', answersByLevel['wrong-host'](level, client)],
    ['old-protocols', protocolsOf(seen, program, facts)],
    ['weak-ciphers', ciphersOf(seen, program, isMandatory(level))],
    ['unnoticed', noticing(seen, program, facts.reports)],
  ]);
}

/** What may decide about outgoing mail, by its weight. */
function candidatesFor(seen: Seen, program: SiteClient['program']): readonly Candidate[] {
  const yesOrNo = ['yes', 'no'];
  const own = (name: string, tried: readonly string[]): Candidate => ({ name: `${program}_${name}`, tried });
  const ifSet = (candidate: Candidate): Candidate => ({ ...candidate, ifSet: true });
  return [
    own('tls_security_level', ['none', 'may', 'encrypt', 'dane', 'secure']),
    ifSet(own('enforce_tls', yesOrNo)),
    ifSet(own('tls_enforce_peername', yesOrNo)),
    ifSet(own('use_tls', yesOrNo)),
    own('dns_support_level', ['', 'dnssec']),
    ifSet({ name: 'disable_dns_lookups', tried: yesOrNo }),
    ifSet(own('host_lookup', ['dns', 'native'])),
    ifSet(own('dns_resolver_options', ['', 'res_dnsrch'])),
    ifSet({ name: 'ignore_mx_lookup_error', tried: yesOrNo }),
    ifSet(own('tls_wrappermode', yesOrNo)),
    own('tls_secure_cert_match', ['nexthop, dot-nexthop', 'hostname']),
    ...sessionCandidates(program),
    ...(knowsReports(seen, program) ? [{ name: 'smtp_tlsrpt_enable', tried: yesOrNo }] : []),
  ];
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

function noticing(seen: Seen, program: string, reports: boolean | null): Answer {
  const log = seen.parameters.value(`${program}_tls_loglevel`).expanded;
  if (log === null) return answer('unknown', t('These files do not tell the log level.'));
  const more = Number(log) > 0 ? null : t('Write {0}.', `${program}_tls_loglevel = 1`);
  if (more !== null) {
    const because = t('The log does not tell which mail was encrypted, and how.');
    return answer(reports === true ? 'partly' : 'no', because, more);
  }
  return reports === true
    ? answer('yes', t('TLS of each connection is logged and reported to the destination.'))
    : answer('partly', t('TLS of each connection is logged; nobody else learns of it.'));
}

function tablesOf({ tables }: SiteClient): readonly TableLevels[] {
  return (tables ?? []).map((table) => {
    const levels = levelsIn(table);
    return { table: table.reference.text, levels: levels && countLevels(levels) };
  });
}

/** Of each entry, and null for one that no next-hop finds; null where they can't be read here. */
function levelsIn(table: ListedTable): readonly (string | null)[] | null {
  const { document } = table;
  if (document !== null)
    return document.entries.map(({ key, value, dropped }) =>
      dropped === null && !isDeadKey(key) ? (value.value?.level ?? 'invalid') : null,
    );
  const { list, isComplete } = answersOf(table);
  return isComplete ? list.map(({ text }) => parsePolicyValue(text).value?.level ?? 'invalid') : null;
}

function countLevels(found: readonly (string | null)[]): readonly (readonly [string, number])[] {
  return [...securityLevels, 'invalid']
    .map((level) => [level, found.filter((each) => each === level).length] as const)
    .filter(([, count]) => count > 0);
}
