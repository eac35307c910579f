import type { ListConfig } from '../config/list-config';
import type { Finding } from '../language/finding';
import { policyLanguage } from '../policy/language';
import { parsePolicyLazily } from '../policy/parse-lazily';
import type { FoundChange } from '../review/change';
import { checkOptionsBy, partsOf } from '../review/parts';
import { indexTable } from '../review/table-index';
import { createLineIndex } from '../text/line-index';
import { counted, t } from '../text/translate';
import { type Loss, lossOf, percentLost } from './loss';

/** A list as its source has it now. */
export interface NewList {
  readonly text: string;
  /** How its commit follows the one in force; null where nobody can tell. */
  readonly relation: 'same' | 'newer' | 'older' | 'unrelated' | null;
}

export interface Limits {
  /** Hundredths of the entries in force that may vanish or get weaker. */
  readonly maxLoss: number;
  readonly allowErrors: boolean;
  readonly allowOlder: boolean;
}

/** What putting a list in force would come to. */
export interface Plan {
  /** What changes for mail. */
  readonly changes: readonly FoundChange[];
  /** Errors that `check` finds in the list. */
  readonly errors: readonly Finding[];
  readonly loss: Loss;
  /** Why it must not be put in force; none: it may. Whole sentences. */
  readonly refusals: readonly string[];
}

/**
 * Compares a list with the table in force, as Postfix reads both.
 *
 * @param installed the text in force; null: there is none.
 */
export function planDeploy(installed: string | null, list: NewList, config: ListConfig, limits: Limits): Plan {
  const parts = partsOf(
    { path: 'tls_policy', previousPath: null, language: 'policy', before: installed ?? '', after: list.text },
    { config, evidence: new Map(), reason: null },
  );
  const parse = { tableType: config.tableType };
  const errors = policyLanguage
    .checkText(list.text, parse, checkOptionsBy(config))
    .filter(({ severity }) => severity === 'error');
  const before = indexTable(parsePolicyLazily(installed ?? '', parse));
  const changes = parts.changes.filter(({ kind }) => kind !== 'equivalent');
  const traps = parts.whole.filter(({ kind }) => kind === 'conflict' || kind === 'hidden');
  const loss = lossOf(changes, before, parts.sender);
  const isEmpty = traps.length === 0 && (parts.after?.first.size ?? 0) === 0;
  return {
    changes,
    errors,
    loss,
    refusals: [
      ...traps.flatMap(({ span, effects }) => {
        const line = createLineIndex(list.text).positionAt(span.start).line + 1;
        return effects.map((effect) => t('Line {0}: {1}', line, effect));
      }),
      ...(limits.allowErrors ? [] : errorRefusal(errors)),
      ...lossRefusal(loss, limits),
      ...(isEmpty && limits.maxLoss < 100 ? [t('The list has no entry, and so would protect nothing.')] : []),
      ...(limits.allowOlder ? [] : ageRefusal(list)),
    ],
  };
}

function errorRefusal(errors: readonly Finding[]): readonly string[] {
  if (errors.length === 0) return [];
  return [counted(errors.length, 'The list has 1 error.', 'The list has {0} errors.')];
}

function lossRefusal(loss: Loss, { maxLoss }: Limits): readonly string[] {
  const percent = percentLost(loss);
  if (percent <= maxLoss) return [];
  return [
    t(
      '{0} of {1} entries in force ({2} %) would vanish or get weaker; {3} % may.',
      loss.changes.length,
      loss.of,
      Math.ceil(percent),
      maxLoss,
    ),
  ];
}

function ageRefusal({ relation }: NewList): readonly string[] {
  if (relation === 'older') return [t('The commit is older than the one in force.')];
  if (relation !== 'unrelated') return [];
  return [t('The commit does not come from the one in force: its history was rewritten, or it is another list.')];
}
