import type { Severity } from '../language/finding';

/** The section under which editors keep our settings. */
export const settingsSection = 'postfixTlsPolicy';

/** What a document is checked and advised by; a folder may have its own. */
export interface DocumentSettings {
  /** Severities by rule id. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** The lookup table type of policy tables; null: by content. */
  readonly tableType: string | null;
  /** For which sending Postfix an entry is advised. */
  readonly profile: 'dnssec' | 'any';
}

/** As written, unchecked: `probe-options.ts` refuses to probe rather than to replace a bad one by a default. */
export interface ProbeSettings {
  readonly resolver: string;
  readonly trustAnchors: string;
  readonly caFile: string;
  readonly route: string;
  readonly smtpPort: unknown;
  readonly allowAddresses: unknown;
  readonly heloName: string;
  readonly probeDeadline: unknown;
}

const severities: readonly unknown[] = ['error', 'warning', 'information', 'hint', 'off'];

/** Reads the section of a document's folder; anything that isn't as it should be acts as unset. */
export function readDocumentSettings(section: unknown): DocumentSettings {
  const raw = asRecord(section);
  const rules = Object.entries(asRecord(raw['rules'])).filter(([, severity]) => severities.includes(severity));
  const tableType = raw['tableType'];
  return {
    rules: Object.fromEntries(rules) as DocumentSettings['rules'],
    tableType: typeof tableType === 'string' && tableType !== '' && tableType !== 'auto' ? tableType : null,
    profile: raw['profile'] === 'any' ? 'any' : 'dnssec',
  };
}

/** Reads the machine's section. An editor must not mix a folder's settings into it (`scope: machine` in VS Code). */
export function readProbeSettings(section: unknown): ProbeSettings {
  const raw = asRecord(section);
  return {
    resolver: asText(raw['resolver']),
    trustAnchors: asText(raw['trustAnchors']),
    caFile: asText(raw['caFile']),
    route: asText(raw['route']),
    smtpPort: raw['smtpPort'] ?? null,
    allowAddresses: raw['allowAddresses'] ?? null,
    heloName: asText(raw['heloName']),
    probeDeadline: raw['probeDeadline'] ?? null,
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
