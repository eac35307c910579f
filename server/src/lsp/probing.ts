import type { PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { MachineView } from '../probe/machine/look-at-machine';
import type { ProbeControl, ProbeOptions } from '../probe/options';
import type { Prober } from '../probe/probe';
import type { OwnVerdict } from '../report/own-verdict';
import type { ProbedNextHop } from '../report/probe-result';
import type { Advice } from '../verdict/advice';
import type { AdviseOptions } from '../verdict/advise';
import type { NoMailSince } from '../verdict/no-mail-since';
import type { EntryPlan } from '../verdict/plan';
import type { Renaming } from '../verdict/rename-names';
import type { Replacement } from '../verdict/replacements';
import type { Sender } from '../verdict/sender';
import type { Verification } from '../verdict/verify-entry';
import type { LookFile } from '../verify/look-files';
import type { EntryToVerify, VerifyResult } from '../verify/result';
import type { RunMeans } from '../verify/run';
import type { ToldEntry } from '../verify/told-entry';

/**
 * The network's side and the judgement of a probe. `probing-live.ts` is the real one; it is loaded at the first probe
 * only, since most sessions of an editor never probe.
 */
export interface Probing {
  /** For the next-hops of one command: what DNS and a server said of one serves the others, too. */
  readonly openProber: (options: ProbeOptions) => Promise<Prober>;
  /** The same for a further look at them, which knows nothing of what this process saw a moment ago. */
  readonly openProberAnew: (options: ProbeOptions) => Promise<Prober>;
  readonly advise: (evidence: Evidence, sender: Sender, options: AdviseOptions) => Advice;
  /** What may be written in the place of the existing value; null for a bare domain. */
  readonly planEntry: (existing: PolicyValue | null, advice: Advice, evidence: Evidence, sender: Sender) => EntryPlan;
  /** The entries that a person may put in the place of the existing value; null for a bare domain. */
  readonly replacementsOf: (
    existing: PolicyValue | null,
    advice: Advice,
    evidence: Evidence,
    sender: Sender,
  ) => readonly Replacement[];
  /** The entry of an advice by its line; null where the advice has none like it. */
  readonly choiceOf: (entry: string, advice: Advice) => Replacement | null;
  /** What an entry that a person chose may do to the existing value; null for a bare domain. */
  readonly planReplacement: (
    existing: PolicyValue | null,
    chosen: Replacement,
    evidence: Evidence,
    sender: Sender,
  ) => EntryPlan;
  /** Whether a provider renamed the hosts that an entry names; null where it did not, or where nothing is proven. */
  readonly renamingOf: (
    existing: PolicyValue | null,
    advice: Advice,
    evidence: Evidence,
    sender: Sender,
  ) => Renaming | null;
  /** Whether an entry has the names that are to be replaced. */
  readonly hasNames: (value: PolicyValue | null, renaming: Renaming) => boolean;
  /** What the new names may do to an entry that has the old ones. */
  readonly planRenaming: (
    existing: PolicyValue,
    renaming: Renaming,
    evidence: Evidence,
    sender: Sender,
    options: AdviseOptions,
  ) => EntryPlan;
  /** Whether the evidence proves that an entry protects nothing, since the domain takes no mail. */
  readonly isProvenWithoutMail: (evidence: Evidence) => boolean;
  /** Whether the newest look repeats that answer after at least 7 days. */
  readonly hasLongTakenNoMail: (known: NoMailSince | null, newest: Evidence) => boolean;
  /** What an entry is worth as it stands. */
  readonly verifyEntry: (value: PolicyValue, evidence: Evidence, advice: Advice, sender: Sender) => Verification;
  /** The same for a key that stands for many domains, by samples of them. */
  readonly adviseForSamples: (
    key: string,
    samples: readonly Evidence[],
    sender: Sender,
    options: AdviseOptions,
  ) => Advice;
  readonly planForSamples: (
    existing: PolicyValue | null,
    advice: Advice,
    samples: readonly Evidence[],
    sender: Sender,
  ) => EntryPlan;
  readonly replacementsForSamples: (
    existing: PolicyValue | null,
    advice: Advice,
    samples: readonly Evidence[],
    sender: Sender,
  ) => readonly Replacement[];
  readonly planReplacementForSamples: (
    existing: PolicyValue | null,
    chosen: Replacement,
    samples: readonly Evidence[],
    sender: Sender,
  ) => EntryPlan;
  readonly verifyForSamples: (
    key: string,
    value: PolicyValue,
    samples: readonly [Evidence, ...Evidence[]],
    sender: Sender,
    options: AdviseOptions,
  ) => Verification;
  /** Verifies entries as the command line does: by looks that agree, and what changed since the run before. */
  readonly verifyEntries: (entries: readonly EntryToVerify[], means: RunMeans) => Promise<void>;
  readonly tellEntry: (result: VerifyResult, occurrence: number, verifiedAt: string) => ToldEntry;
  readonly tellOutput: (told: ToldEntry, result: VerifyResult) => string;
  /** All results in one sentence. */
  readonly describeVerify: (files: readonly { readonly results: readonly VerifyResult[] }[]) => string;
  /** Makes what reads a file of looks; it knows its schema. */
  readonly createLookFileReader: () => (text: string) => LookFile | null;
  /** The readable report of all that was seen, as Markdown. */
  readonly renderReport: (evidence: Evidence, advice: Advice, own?: OwnVerdict) => string;
  /** The same of several next-hops: a table, then the verdict and the reasons of each. */
  readonly renderReports: (results: readonly ProbedNextHop[], own?: OwnVerdict | null) => string;
  /** What this machine lets a probe see, by the mail servers of these domains. */
  readonly lookAtMachine: (
    options: ProbeOptions,
    domains: readonly string[],
    control: ProbeControl,
  ) => Promise<MachineView>;
  /** The hosts that a deep probe would examine, by what was seen as usual, and how many connections that takes at most. */
  readonly connectionsOfDeepProbe: (evidence: Evidence) => {
    readonly hosts: readonly string[];
    readonly connections: number;
  };
  /** What a deep probe found, in a sentence for each host. */
  readonly describeWeaknesses: (evidence: Evidence) => string;
  readonly renderMachine: (view: MachineView) => string;
}
