import { foldsOf } from '../language/folding';
import type { Language } from '../language/language';
import type { Structure } from '../language/structure';
import type { MainCfDocument } from '../maincf/document';
import { formatMainCf } from '../maincf/format';
import { mainCfNames } from '../maincf/names';
import { mainCfOccurrences, mainCfSubjectAt } from '../maincf/occurrences';
import { mainCfSelections } from '../maincf/selections';
import { mainCfSymbols } from '../maincf/symbols';
import { masterCfStructure } from '../mastercf/structure';
import type { PolicyDocument } from '../policy/document';
import { policyFolds } from '../policy/folding';
import { formatPolicy } from '../policy/format';
import { policyNames } from '../policy/names';
import { policyOccurrences, policySubjectAt } from '../policy/occurrences';
import { policySelections } from '../policy/selections';
import { policySymbols } from '../policy/symbols';
import { policyTokens } from '../policy/tokens';

const policyStructure: Structure<PolicyDocument> = {
  outline: policySymbols,
  folds: policyFolds,
  nameKind: 'entry',
  names: policyNames,
  selections: policySelections,
  tokens: policyTokens,
  subjectAt: policySubjectAt,
  occurrences: policyOccurrences,
  format: formatPolicy,
};

const mainCfStructure: Structure<MainCfDocument> = {
  outline: mainCfSymbols,
  folds: foldsOf,
  nameKind: 'parameter',
  names: mainCfNames,
  selections: mainCfSelections,
  // The grammar knows all that there is.
  tokens: () => [],
  subjectAt: mainCfSubjectAt,
  occurrences: mainCfOccurrences,
  format: formatMainCf,
};

const structures: Readonly<Record<Language['id'], Structure | null>> = {
  'postfix-tls-policy': policyStructure,
  'postfix-main-cf': mainCfStructure,
  'postfix-master-cf': masterCfStructure,
};

/** What can be asked of the documents of a language; null for one of which only findings are known. Give it no others. */
export function structureOf({ id }: Pick<Language, 'id'>): Structure | null {
  return structures[id];
}
