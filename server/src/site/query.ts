import type { PolicyValue, SecurityLevel } from '../policy/entry';
import { parsePolicyValue } from '../policy/value';
import type { ValueNode } from '../policy/value-node';
import { levelNamed } from '../postfix/levels';
import { visible } from '../text/escape';
import { t } from '../text/translate';
import { hostOf } from './asked-keys';
import { globalLevel, whyNoDane } from './client-level';
import { type FoundPolicy, findPolicy } from './find-policy';
import { sessionFault } from './session-fault';
import { shownTable } from './shown-table';
import { type Client, valueOf } from './site';
import type { Table } from './table';
import { whyRefused } from './value-refusal';

/** Which policy a client has for a next-hop, and what it does with it. */
export interface Query {
  readonly nextHop: string;
  readonly service: string;
  readonly found: FoundPolicy;
  /** As written in the entry, or that of main.cf; null where neither can be told. */
  readonly level: string | null;
  /** What smtp(8) does: the level that it applies, or `defers` where it applies none; null where that can't be told. */
  readonly actsAs: SecurityLevel | 'defers' | null;
  /** Names or digests of which the certificate must carry one; `hostname` stands for the name of each MX host. */
  readonly match: readonly string[];
  /** The name in the TLS server name indication, likewise; null for none. At the levels of DANE it is the TLSA base domain. */
  readonly serverName: string | null;
  readonly protocols: string | null;
  readonly ciphers: string | null;
  readonly exclude: string | null;
  readonly trust: Trust | null;
  /** What Postfix logs about the entry. */
  readonly warnings: readonly string[];
  /** What else decides about the mail, in whole sentences. */
  readonly notes: readonly string[];
}

/** Whom a client trusts to issue certificates, where it asks for that. */
export interface Trust {
  readonly caFile: string | null;
  readonly caPath: string | null;
  /** The files that take the place of both. */
  readonly anchorFiles: readonly string[];
}

/** Answers as smtp(8) of this client would, from main.cf and the tables alone; the network is not asked. */
export function query(client: Client, tables: readonly Table[], nextHop: string): Query {
  const found = findPolicy(nextHop, tables);
  const { hit, failure } = found;
  const base = { nextHop, service: client.name, found };
  if (failure !== null) {
    const warnings = [`${mapsOf(client)}, next-hop destination "${visible(failure.key)}": policy table lookup error`];
    const note = t('Mail waits (4.7.5): {0} fails: {1}.', shownTable(failure.table.reference), visible(failure.reason));
    return { ...base, ...nothing, level: null, actsAs: 'defers', warnings, notes: [note] };
  }
  if (hit === null) {
    const level = globalLevel(client);
    const value = level === null ? null : { level, attributes: [] };
    return { ...base, level, ...applied(client, nextHop, value) };
  }
  const node = parsePolicyValue(hit.text);
  const level = levelNamed(node.level?.text ?? '') ?? node.level?.text ?? '';
  const refusal = whyRefused(node, client.versions);
  if (refusal !== null) {
    const warnings = [`${mapsOf(client)}, next-hop destination "${visible(hit.key)}": ${refusal}`];
    return {
      ...base,
      ...nothing,
      level,
      actsAs: 'defers',
      warnings,
      notes: [t('Mail waits (4.7.5): Postfix does not take the entry.')],
    };
  }
  return { ...base, level, ...applied(client, nextHop, takenValue(node)) };
}

const nothing = { match: [], serverName: null, protocols: null, ciphers: null, exclude: null, trust: null } as const;

function mapsOf({ program }: Client): string {
  return `${program}_tls_policy_maps`;
}

type Applied = Omit<Query, 'nextHop' | 'service' | 'found' | 'level'>;

/** What policy_create() and set_cipher_grade() of smtp(8) make of a level and its attributes. */
function applied(client: Client, nextHop: string, value: PolicyValue | null): Applied {
  if (value === null) {
    return { ...nothing, actsAs: null, warnings: [], notes: [t('main.cf alone does not tell the level.')] };
  }
  const { level } = value;
  const attribute = (name: string): string | null => lastOf(value, name);
  const actual = actsAs(client, value, nextHop);
  if (level === 'none') return { ...nothing, ...actual };
  // What the entry does not say is that of the level that is applied.
  const isMandatory = level !== 'may' && actual.actsAs !== 'may';
  const of = (name: string): string | null => valueOf(client, `tls_${isMandatory ? 'mandatory_' : ''}${name}`);
  const terms = {
    protocols: attribute('protocols') ?? of('protocols'),
    ciphers: attribute('ciphers') ?? of('ciphers'),
    exclude: attribute('exclude') ?? excluded(client, isMandatory),
  };
  const fault = actual.actsAs === 'defers' ? null : sessionFault(terms);
  return {
    ...actual,
    ...terms,
    match: namesFor(client, value, nextHop),
    serverName: serverNameFor(client, value, nextHop),
    trust: level === 'secure' || level === 'verify' ? trustOf(client, value) : null,
    warnings: [...actual.warnings, ...(fault === null ? [] : [fault])],
    notes: [...actual.notes, ...trustNotes(client, value), ...(fault === null ? [] : [withoutSession(actual.actsAs)])],
  };
}

/** With a grade that there is not, which Postfix takes for one until a session begins. */
function takenValue({ value, meant, attributes }: ValueNode): PolicyValue | null {
  if (value !== null || meant === null) return value;
  const grades = attributes.filter(({ name }) => name.text.toLowerCase() === 'ciphers');
  const written = grades.map((grade) => ({ name: 'ciphers', value: grade.value?.text ?? '' }));
  return { ...meant, attributes: [...meant.attributes, ...written] };
}

function withoutSession(level: Applied['actsAs']): string {
  return level === 'may' || level === 'dane'
    ? t('No TLS session begins: mail waits at first, and after a while goes in the clear where that is allowed.')
    : t('No TLS session begins, and mail waits.');
}

function actsAs(client: Client, value: PolicyValue, nextHop: string): Pick<Applied, 'actsAs' | 'warnings' | 'notes'> {
  const { level } = value;
  if (valueOf(client, 'tls_wrappermode')?.toLowerCase() === 'yes' && (level === 'may' || level === 'none')) {
    const warning = `${client.program}_tls_wrappermode requires "${client.program}_tls_security_level = encrypt" (or stronger)`;
    return { actsAs: 'defers', warnings: [warning], notes: [t('Each server is skipped, and mail waits.')] };
  }
  if (level === 'fingerprint' && namesFor(client, value, nextHop).length === 0) {
    const warning = `nexthop domain ${visible(hostOf(nextHop))}: configured at fingerprint security level, but with no fingerprints to match.`;
    return { actsAs: 'defers', warnings: [warning], notes: [t('Mail waits (4.7.5).')] };
  }
  const obstacle = level === 'dane' || level === 'dane-only' ? whyNoDane(client) : null;
  if (obstacle === null) return { actsAs: level, warnings: [], notes: [] };
  const warning = `${visible(hostOf(nextHop))}: ${level} configured with dnssec lookups disabled`;
  return {
    actsAs: level === 'dane' ? 'may' : 'defers',
    warnings: /dns_support_level|host_lookup|disable_dns/.test(obstacle) ? [warning] : [],
    notes: [t('No DANE here: {0}.', obstacle)],
  };
}

function namesFor(client: Client, value: PolicyValue, nextHop: string): readonly string[] {
  const { level } = value;
  if (level !== 'secure' && level !== 'verify' && level !== 'fingerprint') return [];
  const own = value.attributes.filter(({ name }) => name === 'match').map(({ value: text }) => text);
  const separator = level === 'fingerprint' ? '|' : ':';
  const elements =
    own.length > 0
      ? own.flatMap((text) => text.split(separator))
      : listOf(valueOf(client, `tls_${level}_cert_match`), level);
  const host = hostOf(nextHop);
  const names = elements
    .filter((element) => element !== '')
    .map((element) => {
      if (level === 'fingerprint') return element;
      const folded = element.toLowerCase();
      if (folded === 'nexthop') return host;
      return folded === 'dot-nexthop' ? `.${host}` : element;
    });
  return [...new Set(names)];
}

/** Names are separated by colons, too; digests have colons inside. */
function listOf(text: string | null, level: SecurityLevel): readonly string[] {
  return (text ?? '').split(level === 'fingerprint' ? /[\s,]+/ : /[\s,:]+/).filter((element) => element !== '');
}

function serverNameFor(client: Client, value: PolicyValue, nextHop: string): string | null {
  if (value.level === 'dane' || value.level === 'dane-only') return null;
  const name = lastOf(value, 'servername') ?? valueOf(client, 'tls_servername') ?? '';
  return name === '' ? null : name === 'nexthop' ? hostOf(nextHop) : name;
}

function excluded(client: Client, isMandatory: boolean): string | null {
  const lists = ['tls_exclude_ciphers', ...(isMandatory ? ['tls_mandatory_exclude_ciphers'] : [])].map((name) =>
    valueOf(client, name),
  );
  if (lists.includes(null)) return null;
  return lists.filter((list) => list !== '').join(' ');
}

function trustOf(client: Client, value: PolicyValue): Trust {
  const own = value.attributes.filter(({ name }) => name === 'tafile').map(({ value: path }) => path);
  const anchors = own.length > 0 ? own : listOf(valueOf(client, 'tls_trust_anchor_file'), 'secure');
  return { caFile: valueOf(client, 'tls_CAfile'), caPath: valueOf(client, 'tls_CApath'), anchorFiles: anchors };
}

function trustNotes(client: Client, value: PolicyValue): readonly string[] {
  if (value.level !== 'secure' && value.level !== 'verify') return [];
  const { caFile, caPath, anchorFiles } = trustOf(client, value);
  if (anchorFiles.length > 0 || caFile !== '' || caPath !== '') return [];
  const prefix = client.program;
  return [
    t(
      'Nobody is trusted, as neither {0} nor {1} is set: mail waits ("Server certificate not verified", 4.7.5).',
      `${prefix}_tls_CAfile`,
      `${prefix}_tls_CApath`,
    ),
  ];
}

function lastOf({ attributes }: PolicyValue, wanted: string): string | null {
  return attributes.findLast(({ name }) => name === wanted)?.value ?? null;
}
