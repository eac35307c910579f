import { type ConsumerProfile, consumerProfiles, type ListConfig } from '../config/list-config';
import { isRuleSeverity, type RuleSeverity } from '../config/rule-severity';
import { installed } from '../language/installed-postfix';
import { type PostfixVersions, parseVersions } from '../language/postfix-versions';
import { type ContinuationStyle, continuationStyles } from '../language/structure';
import { isTableType, type TableType } from '../postfix/table-types';
import type { NamedTable } from '../site/table-type';
import { type MinimumLevel, minimumLevels } from '../verdict/minimum-level';

/** The section under which editors keep our settings. */
export const settingsSection = 'postfixTlsPolicy';

/** What a document is checked and advised by; a folder may have its own. */
export interface DocumentSettings {
  /** Severities by rule id. */
  readonly rules: Readonly<Record<string, RuleSeverity>>;
  /** The lookup table type of policy tables; null: by content. */
  readonly tableType: TableType | null;
  /** Who says so. */
  readonly tableTypeFrom: TableTypeSource;
  /** The path of the main.cf that names the table; null where none does. */
  readonly namedIn: string | null;
  /** Whether it is named there within a `unionmap:` or `pipemap:` alone, where its values may be no policies. */
  readonly namedInside: boolean;
  /** The path of the main.cf that a setting names for the document; null: the one that is found. */
  readonly mainCf: string | null;
  /** The Postfix releases that read the files; null: not said. */
  readonly postfixVersions: PostfixVersions | null;
  /** Who says so; null where nobody does. */
  readonly postfixVersionsFrom: VersionsSource | null;
  /** Whether they are to be those of the installed Postfix, which is asked then. */
  readonly asksInstalled: boolean;
  /** Who takes a shared list over; null: not said. Rules ask for it, and advice where no profile is set. */
  readonly consumers: ConsumerProfile | null;
  /** Whether formatting lets the values of neighbouring lines begin in one column. */
  readonly align: boolean;
  /** How formatting writes the lines in which an entry goes on. */
  readonly continuation: ContinuationStyle;
  /** For which sending Postfix an entry is advised; `site`: for that of the main.cf that names the table. */
  readonly profile: ConsumerProfile | 'site';
  /** Entries below it are neither advised nor offered; null: all are. */
  readonly minimumLevel: MinimumLevel | null;
  /** Whether the digests of keys are offered where the main.cf is known. */
  readonly allowFingerprint: boolean;
  /** Whether `dane-only` is advised where it holds, and `dane` offered behind it. */
  readonly preferDaneOnly: boolean;
  /** Whether every inserted entry gets a comment with date and resolver, not only one with names from plain DNS. */
  readonly alwaysComment: boolean;
  /** Who asked not to be probed, by what the list says of itself; the machine's own come besides. */
  readonly noProbe: readonly string[];
  /** Days before its end at which a certificate is told of, by what the list says of itself; null: not said. */
  readonly certificateDays: number | null;
  /** For how many days a candidate has to hold, likewise. */
  readonly candidateDays: number | null;
}

/** What tells the type of a table; each comes before the next. */
export type TableTypeSource = 'main-cf' | 'setting' | 'configuration' | 'content';

/** What tells the releases of Postfix besides a comment in the file; likewise. */
export type VersionsSource = 'setting' | 'configuration';

/** As written, unchecked: `probe-options.ts` refuses to probe rather than to replace a bad one by a default. */
export interface ProbeSettings {
  readonly resolver: string;
  readonly trustAnchors: string;
  readonly caFile: string;
  readonly trustAnchorFile: string;
  readonly caPath: string;
  readonly route: string;
  readonly smtpPort: unknown;
  readonly allowAddresses: unknown;
  readonly noProbe: unknown;
  readonly vantage: string;
  readonly heloName: string;
  readonly probeDeadline: unknown;
  readonly pacing: unknown;
}

/**
 * Reads the section of a document's folder; anything that isn't as it should be acts as unset. What is set in the editor
 * comes before the configuration of the list, rule by rule; `auto` sets nothing.
 *
 * @param named how a main.cf names the document, which comes before every setting.
 * @param mainCf the path of the main.cf that the section names.
 */
export function readDocumentSettings(
  section: unknown,
  config: ListConfig,
  named: Pick<NamedTable, 'type' | 'mainCf' | 'isInside'> | null = null,
  mainCf: string | null = null,
): DocumentSettings {
  const raw = asRecord(section);
  const rules = Object.entries(asRecord(raw['rules'])).filter(([, severity]) => isRuleSeverity(severity));
  const { tableType, profile, postfixVersion } = raw;
  const format = asRecord(raw['format']);
  return {
    rules: { ...config.rules, ...(Object.fromEntries(rules) as DocumentSettings['rules']) },
    ...typeOfTable(named?.type ?? null, tableType, config.tableType),
    namedIn: named?.mainCf ?? null,
    namedInside: named?.isInside === true,
    mainCf,
    ...releases(postfixVersion, config),
    consumers: config.consumers,
    align: format['align'] === true,
    continuation: continuationStyles.find((style) => style === format['continuation']) ?? 'keep',
    profile: profiles.find((each) => each === profile) ?? config.consumers ?? 'dnssec',
    minimumLevel: minimumLevels.find((each) => each === raw['minimumLevel']) ?? null,
    allowFingerprint: raw['allowFingerprint'] === true,
    preferDaneOnly: raw['preferDaneOnly'] === true,
    alwaysComment: raw['alwaysComment'] === true,
    noProbe: config.noProbe,
    certificateDays: config.certificateDays,
    candidateDays: config.candidateDays,
  };
}

const profiles = [...consumerProfiles, 'site'] as const;

function typeOfTable(
  named: TableType | null,
  set: unknown,
  configured: TableType | null,
): Pick<DocumentSettings, 'tableType' | 'tableTypeFrom'> {
  if (named !== null) return { tableType: named, tableTypeFrom: 'main-cf' };
  if (typeof set === 'string' && isTableType(set)) return { tableType: set, tableTypeFrom: 'setting' };
  return { tableType: configured, tableTypeFrom: configured === null ? 'content' : 'configuration' };
}

function releases(
  set: unknown,
  { postfixVersions, asksInstalled }: ListConfig,
): Pick<DocumentSettings, 'postfixVersions' | 'postfixVersionsFrom' | 'asksInstalled'> {
  const text = typeof set === 'string' ? set.trim() : '';
  const versions = parseVersions(text);
  if (versions !== null || text === installed) {
    return { postfixVersions: versions, postfixVersionsFrom: 'setting', asksInstalled: versions === null };
  }
  const isConfigured = postfixVersions !== null || asksInstalled;
  return { postfixVersions, postfixVersionsFrom: isConfigured ? 'configuration' : null, asksInstalled };
}

/** Reads the machine's section. An editor must not mix a folder's settings into it (`scope: machine` in VS Code). */
export function readProbeSettings(section: unknown): ProbeSettings {
  const raw = asRecord(section);
  return {
    resolver: asText(raw['resolver']),
    trustAnchors: asText(raw['trustAnchors']),
    caFile: asText(raw['caFile']),
    trustAnchorFile: asText(raw['trustAnchorFile']),
    caPath: asText(raw['caPath']),
    route: asText(raw['route']),
    smtpPort: raw['smtpPort'] ?? null,
    allowAddresses: raw['allowAddresses'] ?? null,
    noProbe: raw['noProbe'] ?? null,
    vantage: asText(raw['vantage']),
    heloName: asText(raw['heloName']),
    probeDeadline: raw['probeDeadline'] ?? null,
    pacing: raw['pacing'] ?? null,
  };
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string {
  // A value of another kind is kept as text, so that it is refused by name instead of being read as unset.
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
