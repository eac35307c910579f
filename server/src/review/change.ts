import type { AdmissionRuleId } from '../config/admission-rules';
import type { Finding } from '../language/finding';
import type { LanguageName } from '../language/language';
import type { PolicyEntry } from '../policy/document';
import type { PolicyValue } from '../policy/entry';
import type { Span } from '../text/span';
import type { VerifiedOutcome } from '../verdict/verify-entry';
import type { EffectiveChange } from './effective';
import type { ReviewedSite } from './site/compare-sites';

/**
 * What happened. Of entries: `added`, `removed`, `renamed` (`example.org` became `.example.org` or the other way round), or how
 * the new value compares to the old one for the list's consumers; `order`: patterns of which another one comes first; `moved`: entries that
 * stand elsewhere in the list. `site`: what main.cf, the tables that it names and the routes come to together.
 */
export type ChangeKind =
  | 'added'
  | 'removed'
  | 'renamed'
  | 'stronger'
  | 'weaker'
  | 'different'
  | 'equivalent'
  | 'order'
  | 'moved'
  | 'finding'
  | 'setting'
  | 'site'
  | 'configuration'
  | 'directive'
  | 'conflict'
  | 'hidden'
  | 'file';

/** The worst objection decides. `untested`: nothing speaks against it but that nobody has looked. */
export type ReviewVerdict = 'accept' | 'untested' | 'needs-reason' | 'needs-change';

/** One change as the comparison of two revisions finds it. */
export interface FoundChange {
  readonly kind: ChangeKind;
  /** The key, the parameter, the directive or the path. */
  readonly subject: string;
  /** The logical lines as written; null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
  /** In the new text; for what is gone, the place where it stood. */
  readonly span: Span;
  /** In the old text; null for what was not there. */
  readonly spanBefore: Span | null;
  /** What the change comes to for mail, in sentences. */
  readonly effects: readonly string[];
  readonly entry?: EntryChange;
  /** For a setting or a site: whether it protects more or less. */
  readonly strength?: 'stronger' | 'weaker' | 'different' | 'equal';
  readonly moves?: EntryMoves;
  /** A reason that stands in the text itself, behind the dashes of a directive or in a new comment above. */
  readonly reason: string | null;
}

/** Entries that stand elsewhere in the list. */
export interface EntryMoves {
  readonly count: number;
  /** Whether all of them bring the list into order. */
  readonly isSorting: boolean;
  /** Whether other entries come, change or go in the same file. */
  readonly isMixed: boolean;
  /** Where they stand now, in words. */
  readonly places: string;
}

/** What the rules for entries look at. */
export interface EntryChange {
  readonly before: PolicyEntry | null;
  readonly after: PolicyEntry | null;
  /** What applies to the next-hops of the key, by the closest entry; null: main.cf decides. */
  readonly effective: { readonly before: PolicyValue | null; readonly after: PolicyValue | null };
  /** Whom a probe asks about the new entry, else about the old one. */
  readonly nextHops: readonly string[];
}

export interface Objection {
  readonly rule: AdmissionRuleId;
  readonly verdict: ReviewVerdict;
  /** One sentence. */
  readonly message: string;
  /** For `needs-reason`: whether the reason that is there does. */
  readonly isMet: boolean;
}

/** What the evidence says of the two entries. */
export interface LiveVerdict {
  readonly before: VerifiedOutcome | null;
  readonly after: VerifiedOutcome | null;
  /** Of the new entry, else of the old one. */
  readonly reasons: readonly string[];
  /** The advised line. */
  readonly advised: string | null;
}

export interface ReviewedChange extends Omit<FoundChange, 'entry' | 'moves'> {
  readonly verdict: ReviewVerdict;
  readonly objections: readonly Objection[];
  /** The line that would be accepted. */
  readonly instead: string | null;
  /** New findings of `check` at it. */
  readonly findings: readonly Finding[];
  readonly live: LiveVerdict | null;
  /** Whom a probe of the entry asks, in lower case: its next-hop, or samples of the domains that it stands for; none: it can't be probed. */
  readonly nextHops: readonly string[];
  /** A person who reviews took it as it is, whatever the rules say. */
  readonly isAcceptedAsIs: boolean;
}

/** A file in two revisions; a text, or null where it is not there. */
export interface RevisedFile {
  readonly path: string;
  /** Where it was before, if elsewhere. */
  readonly previousPath: string | null;
  /** `configuration`: it judges later changes. */
  readonly language: LanguageName | 'configuration';
  readonly before: string | null;
  readonly after: string | null;
}

export interface ReviewedFile {
  readonly path: string;
  /** Where it was before, if elsewhere. */
  readonly previousPath: string | null;
  readonly language: RevisedFile['language'];
  /** The new text, or the old one of a file that is gone. */
  readonly text: string;
  /** The old text; null for a file that was not there. */
  readonly textBefore: string | null;
  readonly changes: readonly ReviewedChange[];
  /** The next-hops to whose mail something else applies now. */
  readonly effective: readonly EffectiveChange[];
  /** Of a main.cf: what it comes to together with the tables that it names; null where that is not known. */
  readonly site: ReviewedSite | null;
  /** What changes nothing for mail, counted. */
  readonly silent: { readonly moved: number; readonly comments: number; readonly formatted: number };
  /** Findings of `check` that the base has already. */
  readonly oldFindings: number;
}

/** Whether the change stops a merge: it needs another line, or a reason that nobody gave. */
export function isBlocking({
  objections,
  isAcceptedAsIs,
}: Pick<ReviewedChange, 'objections' | 'isAcceptedAsIs'>): boolean {
  if (isAcceptedAsIs) return false;
  return objections.some(({ verdict, isMet }) => verdict === 'needs-change' || (verdict === 'needs-reason' && !isMet));
}
