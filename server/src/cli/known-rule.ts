import { allRules, type FoundRule } from '../languages/languages';
import { t } from '../text/translate';
import { didYouMean, UsageError } from './usage-error';

/** The rule of this id. @throws UsageError where there is none. */
export function knownRule(id: string): FoundRule {
  const rules = allRules();
  const found = rules.find(({ rule }) => rule.id === id);
  if (found) return found;
  const known = rules.map(({ rule }) => rule.id);
  throw new UsageError(t('there is no rule {0}{1}', id, didYouMean(id, known)));
}
