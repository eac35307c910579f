import type { PolicyEntry } from '../policy/document';
import { canonical } from '../policy/rules/canonical';
import { t } from '../text/translate';
import type { Sender } from '../verdict/sender';
import type { ChangeKind, FoundChange, ReviewedFile } from './change';
import { compareValues } from './compare-values';
import { movedChange } from './moved-change';
import { findMoves } from './moves';
import { orderChanges } from './order';
import { findReasons, type Reasons } from './reasons';
import type { TableIndex } from './table-index';

export interface TableComparison {
  readonly changes: readonly FoundChange[];
  readonly silent: ReviewedFile['silent'];
  /** The entries that changed their places without need. */
  readonly moved: FoundChange | null;
}

/** Two revisions of a table as Postfix reads them, whatever the order of their lines. */
export function compareTables(before: TableIndex, after: TableIndex, sender: Sender): TableComparison {
  const reasons = findReasons(after.document, before.document);
  const changes: FoundChange[] = [];
  const renamed = findRenamed(before, after);
  const compare = (kind: ChangeKind, old: PolicyEntry | null, now: PolicyEntry | null): void => {
    changes.push(entryChange(kind, old, now, before, after, reasons));
  };
  let formatted = 0;
  for (const [key, now] of after.first) {
    const old = before.first.get(key);
    if (old === undefined) compare(renamed.has(now) ? 'renamed' : 'added', renamed.get(now) ?? null, now);
    else if (!saysTheSame(old, now)) {
      compare(compareValues(valueInForce(now), valueInForce(old), key, sender), old, now);
    } else if (old.line.text !== now.line.text) formatted += 1;
  }
  for (const now of laterEntries(after, before)) compare('added', null, now);
  const gone = new Set(renamed.values());
  for (const [key, old] of before.first) if (!after.first.has(key) && !gone.has(old)) compare('removed', old, null);
  const order = orderChanges(before, after, reasons);
  changes.push(...order);
  const moves = findMoves(before, after);
  const comments = countNew(
    before.document.comments.map(({ text }) => text),
    after.document.comments.map(({ text }) => text),
  );
  return {
    changes: changes.sort((a, b) => a.span.start - b.span.start),
    silent: { moved: moves.count, comments, formatted },
    // What another order of patterns comes to is told of each by itself.
    moved: order.length > 0 ? null : movedChange(moves, before, reasons, changes.length > 0),
  };
}

/** Whether Postfix does the same with both. */
function saysTheSame(old: PolicyEntry, now: PolicyEntry): boolean {
  if (old.line.text === now.line.text) return true;
  const isUsed = (entry: PolicyEntry): boolean => valueInForce(entry) !== null;
  return canonical(old) === canonical(now) && isUsed(old) === isUsed(now) && old.dropped === now.dropped;
}

function valueInForce({ dropped, value }: PolicyEntry) {
  return dropped === null ? value.value : null;
}

function entryChange(
  kind: ChangeKind,
  old: PolicyEntry | null,
  now: PolicyEntry | null,
  before: TableIndex,
  after: TableIndex,
  reasons: Reasons,
): FoundChange {
  const key = (now ?? old)?.key;
  const folded = key?.folded ?? '';
  const effective = { before: before.effective(old?.key.folded ?? folded), after: after.effective(folded) };
  const oldName = old?.key.folded.replace(/^\./, '') ?? '';
  const own = now === null ? null : reasons.above(now.line.span.start);
  return {
    kind,
    subject: key?.text ?? '',
    before: old?.line.text ?? null,
    after: now?.line.text ?? null,
    span: now?.line.span ?? { start: placeOfGone(old, before, after), end: placeOfGone(old, before, after) },
    spanBefore: old?.line.span ?? null,
    effects: effectsOf(kind, old, now, after),
    entry: {
      before: old,
      after: now,
      effective,
      nextHops: now !== null ? after.nextHopsOf(now) : old === null ? [] : before.nextHopsOf(old),
    },
    reason: own ?? (now === null || kind === 'renamed' ? reasons.naming(oldName) : null),
  };
}

function effectsOf(
  kind: ChangeKind,
  old: PolicyEntry | null,
  now: PolicyEntry | null,
  after: TableIndex,
): readonly string[] {
  if (now === null && old?.key.kind === 'parent') {
    const covered = after.effective(old.key.folded) !== null;
    return covered ? [] : [t('Subdomains of {0} are no longer covered.', old.key.text.slice(1))];
  }
  if (kind !== 'renamed' || old === null || now === null) return [];
  const name = now.key.text.replace(/^\./, '');
  return now.key.kind === 'parent'
    ? [t('{0} itself is no longer covered, its subdomains are.', name)]
    : [t('Subdomains of {0} are no longer covered, {0} itself is.', name)];
}

/** A key that gained or lost its dot, and whose value stayed. */
function findRenamed(before: TableIndex, after: TableIndex): ReadonlyMap<PolicyEntry, PolicyEntry> {
  const renamed = new Map<PolicyEntry, PolicyEntry>();
  for (const [key, now] of after.first) {
    if (before.first.has(key)) continue;
    const other = key.startsWith('.') ? key.slice(1) : `.${key}`;
    const old = before.first.get(other);
    if (old !== undefined && !after.first.has(other) && canonical(old) === canonical(now)) renamed.set(now, old);
  }
  return renamed;
}

/** Entries behind the first one of their key, of those that the base does not have. */
function laterEntries(after: TableIndex, before: TableIndex): readonly PolicyEntry[] {
  const known = new Set(before.document.entries.map(({ line }) => line.text));
  return after.document.entries.filter(
    (entry) => after.first.get(entry.key.folded) !== entry && !known.has(entry.line.text),
  );
}

/** Where a line stood, as far as the new text still has what stood before it. */
function placeOfGone(old: PolicyEntry | null, before: TableIndex, after: TableIndex): number {
  if (old === null) return 0;
  const { entries } = before.document;
  for (let index = entries.indexOf(old) - 1; index >= 0; index--) {
    const neighbour = after.first.get(entries[index]?.key.folded ?? '');
    if (neighbour !== undefined) return neighbour.line.span.start;
  }
  return 0;
}

function countNew(before: readonly string[], after: readonly string[]): number {
  const [then, now] = [new Set(before), new Set(after)];
  return Math.max(after.filter((text) => !then.has(text)).length, before.filter((text) => !now.has(text)).length);
}
