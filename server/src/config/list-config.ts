import type { PostfixVersions } from '../language/postfix-versions';
import type { TableType } from '../postfix/table-types';
import type { Span } from '../text/span';
import type { AdmissionVerdicts } from './admission-rules';
import type { RuleSeverity } from './rule-severity';

/** The name of the file in which a list says how it is to be checked and advised. The nearest one upward counts. */
export const configFileName = '.postfix-tls-policy.json';

/** The sending Postfix of whoever uses a list: one with DNSSEC lookups, or any at all (docs/architecture.md). */
export const consumerProfiles = ['dnssec', 'any'] as const;
export type ConsumerProfile = (typeof consumerProfiles)[number];

/**
 * What a list says about itself. Nothing in it decides whom we contact or trust: a folder that somebody else wrote must
 * neither aim a probe nor forge advice.
 */
export interface ListConfig {
  /** Severities by rule id, which replace the rules' own. */
  readonly rules: Readonly<Record<string, RuleSeverity>>;
  /** The lookup table type by which main.cf names the policy tables; null: by content. */
  readonly tableType: TableType | null;
  /** The Postfix that reads the files; null: not said. */
  readonly postfixVersions: PostfixVersions | null;
  /** Whether it is the one that is installed on the machine at hand, which whoever reads this asks. */
  readonly asksInstalled: boolean;
  /** The profile that entries are advised for; null: not said. */
  readonly consumers: ConsumerProfile | null;
  /** Domains and blocks of addresses that asked not to be probed. A list may add some, and take none away. */
  readonly noProbe: readonly string[];
  /** For how many days a certificate has to stay valid so that `review` has nothing to say; null: until it should have been renewed. */
  readonly certificateDays: number | null;
  /** For how many days a candidate has to hold before it is put in force; null: as many as `verify` asks for by itself. */
  readonly candidateDays: number | null;
  /** How strictly changes of the list are judged, by admission rule; the configuration of the base decides. */
  readonly review: AdmissionVerdicts;
}

export const noConfig: ListConfig = {
  rules: {},
  tableType: null,
  postfixVersions: null,
  asksInstalled: false,
  consumers: null,
  noProbe: [],
  certificateDays: null,
  candidateDays: null,
  review: {},
};

/** Something in a configuration file that can't be used; the message says what to write instead. */
export interface ConfigProblem {
  readonly span: Span;
  readonly message: string;
}

export interface ReadConfig {
  /** What could be read of it. */
  readonly config: ListConfig;
  /** In the order of the text; none: all of it is good. */
  readonly problems: readonly ConfigProblem[];
}
