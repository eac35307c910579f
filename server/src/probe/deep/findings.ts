import type { Cause } from '../cause';
import type { Weakness, WeaknessEvidence } from '../evidence';
import { versionName, versions } from './protocols';
import { findSuite, type SuiteWeakness, suiteWeaknesses } from './suites';

/** The protocols that are asked for, and the version by which a hello names each. */
export const oldProtocols = [
  { weakness: 'sslv2', version: versions.sslv2 },
  { weakness: 'sslv3', version: versions.sslv3 },
  { weakness: 'tls1.0', version: versions.tls10 },
  { weakness: 'tls1.1', version: versions.tls11 },
] as const satisfies readonly { readonly weakness: Weakness; readonly version: number }[];

export type OldProtocol = (typeof oldProtocols)[number];

/** All that a deep probe asks for, in the order in which it is told. */
export const weaknesses: readonly Weakness[] = [...oldProtocols.map(({ weakness }) => weakness), ...suiteWeaknesses];

/** What is known so far; whatever was said first stands. */
export interface Findings {
  isOpen(weakness: Weakness): boolean;
  hasAccepted(weakness: Weakness): boolean;
  /** The suite weaknesses of which nothing is known. */
  readonly openSuites: ReadonlySet<SuiteWeakness>;
  /** A ServerHello: the version is accepted, and whatever the suite is weak by. */
  agreed(version: number, suite: number): void;
  accepted(weakness: Weakness, seen: string): void;
  refused(weaknesses: Iterable<Weakness>, seen: string): void;
  untested(weaknesses: Iterable<Weakness>, cause: Cause): void;
  /** With the cause for all that is still open. */
  close(cause: Cause): readonly WeaknessEvidence[];
}

export function createFindings(): Findings {
  const known = new Map<Weakness, WeaknessEvidence>();
  const note = (evidence: WeaknessEvidence): void => {
    if (!known.has(evidence.weakness)) known.set(evidence.weakness, evidence);
  };
  const accepted = (weakness: Weakness, seen: string): void => note({ weakness, answer: 'accepted', seen });
  const untested = (open: Iterable<Weakness>, cause: Cause): void => {
    for (const weakness of open) note({ weakness, answer: 'untested', seen: null, cause });
  };
  return {
    isOpen: (weakness) => !known.has(weakness),
    hasAccepted: (weakness) => known.get(weakness)?.answer === 'accepted',
    get openSuites() {
      return new Set(suiteWeaknesses.filter((weakness) => !known.has(weakness)));
    },
    agreed: (version, code) => {
      const suite = findSuite(code);
      const seen = `${versionName(version)}, ${suite.name}`;
      const protocol = oldProtocols.find((each) => each.version === version);
      if (protocol !== undefined) accepted(protocol.weakness, seen);
      for (const weakness of suite.weaknesses) accepted(weakness, seen);
    },
    accepted,
    refused: (open, seen) => {
      for (const weakness of open) note({ weakness, answer: 'refused', seen });
    },
    untested,
    close: (cause) => {
      untested(weaknesses, cause);
      return weaknesses.flatMap((weakness) => known.get(weakness) ?? []);
    },
  };
}
