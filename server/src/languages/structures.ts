import { foldsOf } from '../language/folding';
import type { Language } from '../language/language';
import type { Structure } from '../language/structure';
import type { MainCfDocument } from '../maincf/document';
import { formatMainCf } from '../maincf/format';
import { mainCfHighlights } from '../maincf/highlight';
import { mainCfSymbols } from '../maincf/symbols';
import type { PolicyDocument } from '../policy/document';
import { policyFolds } from '../policy/folding';
import { formatPolicy } from '../policy/format';
import { policyHighlights } from '../policy/highlight';
import { policySymbols } from '../policy/symbols';

const policyStructure: Structure<PolicyDocument> = {
  outline: policySymbols,
  folds: policyFolds,
  highlights: policyHighlights,
  format: formatPolicy,
};

const mainCfStructure: Structure<MainCfDocument> = {
  outline: mainCfSymbols,
  folds: foldsOf,
  highlights: mainCfHighlights,
  format: formatMainCf,
};

const structures: Readonly<Record<Language['id'], Structure | null>> = {
  'postfix-tls-policy': policyStructure,
  'postfix-main-cf': mainCfStructure,
  'postfix-master-cf': null,
};

/** What can be asked of the documents of a language; null for one of which only findings are known. Give it no others. */
export function structureOf({ id }: Pick<Language, 'id'>): Structure | null {
  return structures[id];
}
