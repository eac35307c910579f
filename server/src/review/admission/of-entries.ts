import { domainToASCII } from 'node:url';
import type { AdmissionRuleId } from '../../config/admission-rules';
import type { Finding, Severity } from '../../language/finding';
import type { PolicyKey } from '../../policy/key';
import { readPattern } from '../../policy/pattern-parts';
import { isCatchAll } from '../../policy/rules/catch-all-pattern';
import { t } from '../../text/translate';
import type { FoundChange } from '../change';
import { changedAttributes, compareValues } from '../compare-values';
import { looksLike } from '../look-alikes';
import type { AdmissionChecks, AdmissionContext, Complaint } from './context';

/** Findings that a rule of their own stands for. */
const ownRule: Readonly<Record<string, AdmissionRuleId>> = {
  'duplicate-key': 'duplicate',
  'broad-match': 'broad-match',
  'provider-wide-match': 'provider-match',
  'catch-all-pattern': 'catch-all',
  'idn-key-without-twin': 'key-form',
  'weaker-than-parent': 'weaker',
  'unexplained-exception': 'exception',
};
const exceptions: ReadonlySet<string> = new Set(['none', 'may', 'encrypt']);

/** The rules that need nothing but the two revisions. */
export const entryChecks = {
  syntax: (_change, context) => firstOf(context, 'error'),
  warning: (_change, context) => firstOf(context, 'warning'),
  duplicate: (_change, context) => findingOf(context, 'duplicate-key'),
  'broad-match': (_change, context) => findingOf(context, 'broad-match'),
  'provider-match': (_change, context) => findingOf(context, 'provider-wide-match'),
  'key-form': ({ entry }, { after }) => {
    const key = newKey(entry);
    if (key === null) return null;
    const wanted = wantedKey(key);
    if (wanted === key.text || (wanted !== key.folded && after?.first.has(wanted))) return null;
    return {
      message: t('Write the key as {0}, so that it stands in the list once and is found by its A-label.', wanted),
    };
  },
  'look-alike': ({ entry }) => {
    const key = newKey(entry);
    const other = key === null ? null : looksLike(key.text);
    return key === null || other === null
      ? null
      : { message: t('The name looks like {0}, and is {1}.', other, wantedKey(key)) };
  },
  sorted: (change, { outOfOrder }) => {
    const neighbour = outOfOrder(change);
    return neighbour === null
      ? null
      : { message: t('The list was in order, and this line is not; it stands beside {0}.', neighbour) };
  },
  moved: ({ moves }) => {
    if (moves === undefined || moves.isSorting) return null;
    const { count, places } = moves;
    return {
      message:
        count === 1
          ? t('An entry stands elsewhere, and the list is in no better order: {0}. Put it back.', places)
          : t('{0} entries stand elsewhere, and the list is in no better order: {1}. Put them back.', count, places),
    };
  },
  'sorted-alone': ({ moves }) =>
    moves?.isSorting === true && moves.isMixed
      ? {
          message: t(
            'The list is sorted, and its entries change besides: {0}. Sort it in a change of its own.',
            moves.places,
          ),
        }
      : null,
  'catch-all': ({ entry }, { after }) => {
    const now = newKey(entry)?.kind === 'pattern' ? entry?.after : null;
    if (!now || !readPattern(now.key.text, 0).patterns.every(isCatchAll)) return null;
    const entries = after?.document.entries ?? [];
    const behind = entries.length - 1 - entries.indexOf(now);
    return {
      message:
        behind === 0
          ? t('The pattern matches every next-hop.')
          : t('The pattern matches every next-hop: of the entries behind it ({0}) none is ever used.', behind),
    };
  },
  weaker: ({ kind, entry }, { sender }) => {
    if (kind === 'weaker') return { message: t('Mail to it is protected less than before.') };
    const [now, before] = [entry?.after?.value.value ?? null, entry?.effective.before ?? null];
    if (kind !== 'added' || now === null || before === null) return null;
    const isWeaker = compareValues(now, before, entry?.after?.key.folded ?? '', sender) === 'weaker';
    return isWeaker
      ? { message: t('Mail to it is protected less than by level {0}, which applied before.', before.level) }
      : null;
  },
  attributes: ({ kind, entry }) => {
    const [now, before] = [entry?.after?.value.value, entry?.before?.value.value];
    if (kind !== 'different' || !now || !before) return null;
    const names = changedAttributes(now, before).filter((name) => before.attributes.some((each) => each.name === name));
    return names.length === 0 ? null : { message: t('It changes or drops {0}.', names.join(', ')) };
  },
  removed: ({ kind, entry }, { sender }) => {
    const before = entry?.before?.value.value ?? null;
    if (kind !== 'removed' || before === null) return null;
    const strength = compareValues(
      entry?.effective.after ?? { level: sender.globalLevel, attributes: [] },
      before,
      entry?.before?.key.folded ?? '',
      sender,
    );
    return strength === 'weaker' || strength === 'different'
      ? { message: t('Nothing asks for level {0} any more. Deleting is weakening.', before.level) }
      : null;
  },
  coverage: ({ kind, effects }) => {
    if (kind !== 'renamed' && kind !== 'removed') return null;
    const [lost] = effects;
    return lost === undefined ? null : { message: lost };
  },
  exception: ({ entry }) => {
    const [now, before] = [entry?.after?.value.value?.level, entry?.before?.value.value?.level];
    if (now === undefined || !exceptions.has(now) || (before !== undefined && exceptions.has(before))) return null;
    return {
      message: t(
        'Level {0} is an exception from authenticated mail: write a comment above it, owner: …, until: YYYY-MM-DD, why: …',
        now,
      ),
      accepts: (reason) => /\bowner:\s*\S/i.test(reason) && /\buntil:\s*\d{4}-\d\d/i.test(reason),
    };
  },
  order: ({ kind, effects }) => (kind === 'order' ? { message: effects[0] ?? '' } : null),
} satisfies Partial<AdmissionChecks>;

/** The key of a line that the base does not have so. */
function newKey(entry: FoundChange['entry']): PolicyKey | null {
  const now = entry?.after ?? null;
  return now === null || entry?.before?.key.text === now.key.text ? null : now.key;
}

/** In lower case, and without letters outside ASCII. */
export function wantedKey({ kind, folded, text }: PolicyKey): string {
  if (kind === 'pattern' || kind === 'other') return text;
  if (kind !== 'domain' && kind !== 'parent') return folded;
  const dot = kind === 'parent' ? '.' : '';
  return `${dot}${domainToASCII(folded.slice(dot.length)) || folded.slice(dot.length)}`;
}

function firstOf({ findings }: AdmissionContext, severity: Severity): Complaint | null {
  return told(
    findings.filter(
      ({ rule, severity: own }) =>
        own === severity &&
        (severity === 'error' || (!Object.hasOwn(ownRule, rule) && !rule.startsWith('unsafe-level'))),
    ),
  );
}

function findingOf({ findings }: AdmissionContext, rule: string): Complaint | null {
  return told(findings.filter((finding) => finding.rule === rule));
}

function told([first, ...others]: readonly Finding[]): Complaint | null {
  if (first === undefined) return null;
  return { message: others.length === 0 ? first.message : t('{0} (and {1} more)', first.message, others.length) };
}
