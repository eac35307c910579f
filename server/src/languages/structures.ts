import { foldsOf } from '../language/folding';
import type { Language } from '../language/language';
import type { OutlineItem, Structure } from '../language/structure';
import type { MainCfDocument } from '../maincf/document';
import { formatMainCf } from '../maincf/format';
import { mainCfNames } from '../maincf/names';
import { mainCfOccurrences, mainCfSubjectAt } from '../maincf/occurrences';
import { mainCfSelections } from '../maincf/selections';
import { mainCfSymbols } from '../maincf/symbols';
import type { MasterCfDocument } from '../mastercf/document';
import { masterCfStructure } from '../mastercf/structure';
import type { PolicyDocument } from '../policy/document';
import { policyFolds } from '../policy/folding';
import { formatPolicy } from '../policy/format';
import { policyNames } from '../policy/names';
import { policyOccurrences, policySubjectAt } from '../policy/occurrences';
import { policySelections } from '../policy/selections';
import { entrySymbols, policySymbols } from '../policy/symbols';
import { policyTokens } from '../policy/tokens';
import { inlinePolicies, inlinePolicyAt } from '../site/inline-policies';
import type { FileWithTables } from '../site/tables-alone';
import type { Span } from '../text/span';

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
  outline: (document, most) => withEntries(mainCfSymbols(document, most), { language: 'main-cf', document }, most),
  folds: foldsOf,
  nameKind: 'parameter',
  names: mainCfNames,
  selections: (document, offset) =>
    withinEntry(mainCfSelections(document, offset), { language: 'main-cf', document }, offset),
  // The grammar knows all that there is.
  tokens: () => [],
  subjectAt: mainCfSubjectAt,
  occurrences: mainCfOccurrences,
  format: formatMainCf,
};

const masterCfWithTables: Structure<MasterCfDocument> = {
  ...masterCfStructure,
  outline: (document, most) =>
    withEntries(masterCfStructure.outline(document, most), { language: 'master-cf', document }, most),
  selections: (document, offset) =>
    withinEntry(masterCfStructure.selections(document, offset), { language: 'master-cf', document }, offset),
};

/** Selections around an offset that begin with those of the entry of a table there. */
function withinEntry(around: readonly Span[], file: FileWithTables, offset: number): readonly Span[] {
  const found = inlinePolicyAt(file, offset);
  if (found === null) return around;
  const { line } = found.entry;
  const isIn = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;
  const own = policySelections(found.document, offset).filter((span) => isIn(span, line.span));
  const last = own.at(-1);
  return last === undefined ? around : [...own, ...around.filter((span) => isIn(last, span) && !isIn(span, last))];
}

/** The entries of the tables that stand in a file below what these stand in. */
function withEntries(items: readonly OutlineItem[], file: FileWithTables, most: number): readonly OutlineItem[] {
  const entries = inlinePolicies(file).flatMap(({ document }) => entrySymbols(document.entries, most));
  if (entries.length === 0) return items;
  const placed = (item: OutlineItem): OutlineItem => {
    if (item.kind === 'section') return { ...item, children: item.children.map(placed) };
    const own = entries.filter(({ span }) => item.span.start <= span.start && span.end <= item.span.end);
    return own.length === 0 ? item : { ...item, children: own };
  };
  return items.map(placed);
}

const structures: Readonly<Record<Language['id'], Structure | null>> = {
  'postfix-tls-policy': policyStructure,
  'postfix-main-cf': mainCfStructure,
  'postfix-master-cf': masterCfWithTables,
};

/** What can be asked of the documents of a language; null for one of which only findings are known. Give it no others. */
export function structureOf({ id }: Pick<Language, 'id'>): Structure | null {
  return structures[id];
}
