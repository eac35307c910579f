import type { ListConfig } from '../config/list-config';
import { contextOf } from '../language/check';
import type { CheckOptions, Language } from '../language/language';
import type { ParsedDocument } from '../language/rule';
import { mainCfLanguage } from '../maincf/language';
import { masterCfLanguage } from '../mastercf/language';
import { policyLanguage } from '../policy/language';
import { parsePolicyLazily } from '../policy/parse-lazily';
import { t } from '../text/translate';
import { anySender, dnssecSender, type Sender } from '../verdict/sender';
import type { AdmissionContext } from './admission/context';
import type { FoundChange, ReviewedFile, RevisedFile } from './change';
import { compareServices } from './compare-services';
import { compareSettings } from './compare-settings';
import { compareTables } from './compare-tables';
import { newDirectives } from './directives';
import { effectiveChanges } from './effective';
import { findNew, type NewFindings } from './new-findings';
import type { ReviewOptions, TableSite } from './options';
import { createOrderCheck } from './sorted';
import { indexTable, type TableIndex } from './table-index';
import { findConflict, findHidden } from './text-traps';

/** What the two revisions of a file come to, before anybody judges it. */
export interface Parts {
  /** Of the file itself, and of its comments. */
  readonly whole: readonly FoundChange[];
  readonly changes: readonly FoundChange[];
  readonly silent: ReviewedFile['silent'];
  readonly effective: ReviewedFile['effective'];
  readonly news: NewFindings;
  readonly after: TableIndex | null;
  readonly outOfOrder: AdmissionContext['outOfOrder'];
  readonly sender: Sender;
}

const nothing: Omit<Parts, 'whole'> = {
  changes: [],
  effective: [],
  silent: { moved: 0, comments: 0, formatted: 0 },
  news: { fresh: [], old: 0 },
  after: null,
  outOfOrder: () => null,
  sender: dnssecSender,
};

export function partsOf(file: RevisedFile, options: ReviewOptions): Parts {
  const { path, before, after } = file;
  const whole = [...fileChanges(file), ...present(findHidden(path, before, after ?? ''))];
  if (file.language === 'configuration') return { ...nothing, whole: [...whole, configurationChange(file)] };
  const conflict = findConflict(path, before, after ?? '');
  // What is an entry and what is a mark of the conflict nobody can tell.
  if (conflict !== null) return { ...nothing, whole: [...whole, conflict] };
  if (file.language === 'policy') return tableParts(file, whole, options);
  const { config } = options;
  return file.language === 'main-cf'
    ? settingParts(file, whole, config, mainCfLanguage, compareSettings)
    : settingParts(file, whole, config, masterCfLanguage, compareServices);
}

function tableParts(
  { before, after }: RevisedFile,
  whole: readonly FoundChange[],
  { config, reason, within = null }: ReviewOptions,
): Parts {
  const tableType = config.tableType ?? within?.tableType ?? null;
  const parse = (text: string | null) => parsePolicyLazily(text ?? '', { tableType });
  const documents = tableType === within?.tableType ? within.documents : null;
  const [old, now] = [documents?.before ?? parse(before), documents?.after ?? parse(after)];
  const consumers = contextOf(old, checkOptionsBy(config)).consumers;
  const sender = consumers === 'any' ? anySender : dnssecSender;
  // Quicker than `check` after `parse`, which is for whoever has a document anyway.
  const check = (text: string) => policyLanguage.checkText(text, { tableType }, checkOptionsBy(config));
  const index = inSite(indexTable(now, tableType), within?.after);
  const oldIndex = inSite(indexTable(old, tableType), within?.before);
  const { changes, silent, moved } = compareTables(oldIndex, index, sender);
  return {
    whole: [...whole, ...newDirectives(old, now), ...present(isTold(moved, config) ? moved : null)],
    // The lines of a file that is gone can't say why.
    changes: after === null ? changes.map((change) => ({ ...change, reason })) : changes,
    silent,
    effective: effectiveChanges(oldIndex, index),
    news: findNew(old.text, now.text, check),
    after: index,
    outOfOrder: createOrderCheck(old, now),
    sender,
  };
}

/** What applies to the next-hops of a key is what all tables of the site together say, where there is one. */
function inSite(index: TableIndex, effective: TableSite['after'] | undefined): TableIndex {
  return effective === undefined || index.document.hasPatterns ? index : { ...index, effective };
}

/** Whoever sorts a list does what everybody wants, unless the list says that it is to be done alone. */
function isTold(moved: FoundChange | null, { review }: ListConfig): boolean {
  return moved?.moves?.isSorting === false || (review['sorted-alone'] ?? 'off') !== 'off';
}

function settingParts<Document extends ParsedDocument>(
  { before, after }: RevisedFile,
  whole: readonly FoundChange[],
  config: ListConfig,
  language: Language<Document>,
  compare: (before: Document, after: Document) => readonly FoundChange[],
): Parts {
  const [old, now] = [language.parse(before ?? ''), language.parse(after ?? '')];
  const options = checkOptionsBy(config);
  // One that stays is here for its site alone.
  if (before === after) return { ...nothing, whole };
  return {
    ...nothing,
    whole: [...whole, ...newDirectives(old, now)],
    changes: compare(old, now),
    news: findNew(old.text, now.text, (text) => language.checkText(text, { tableType: null }, options)),
  };
}

export function checkOptionsBy({ rules, postfixVersions, consumers }: ListConfig): CheckOptions {
  return {
    severities: rules,
    ...(postfixVersions === null ? {} : { postfixVersions }),
    ...(consumers === null ? {} : { consumers }),
  };
}

function fileChanges({ path, previousPath, before, after, language }: RevisedFile): readonly FoundChange[] {
  if (language === 'configuration' || (previousPath === null && (after !== null || before === null))) return [];
  const effect = after === null ? t('{0} is deleted.', path) : t('{0} is {1} now.', previousPath ?? '', path);
  return [
    {
      kind: 'file',
      subject: path,
      before: previousPath ?? path,
      after: after === null ? null : path,
      span: start,
      spanBefore: start,
      effects: [effect],
      reason: null,
    },
  ];
}

function configurationChange({ path, before, after }: RevisedFile): FoundChange {
  const effect =
    before === null
      ? t('{0} is new.', path)
      : after === null
        ? t('{0} is deleted.', path)
        : t('{0} says something else.', path);
  const spanBefore = before === null ? null : start;
  return {
    kind: 'configuration',
    subject: path,
    before,
    after,
    span: start,
    spanBefore,
    effects: [effect],
    reason: null,
  };
}

const start = { start: 0, end: 0 };

function present<T>(item: T | null): readonly T[] {
  return item === null ? [] : [item];
}
