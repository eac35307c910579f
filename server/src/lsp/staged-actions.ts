import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import { entryInPlaceOf, promote } from '../policy/candidate';
import { t } from '../text/translate';
import { defaultCandidateDays } from '../verify/candidate-record';
import { hasHeldFor } from '../verify/good-since';
import { isStillJudged } from '../verify/judged-as';
import { type StagedEntry, stagedEntries } from '../verify/staged';
import { entryId, type ToldEntry } from '../verify/told-entry';
import type { ServerContext } from './context';
import { policyOf } from './entries';
import type { Model } from './model-cache';
import { createNaming } from './named-entries';
import type { OpenDocument } from './open-document';
import { toWorkspaceEdit } from './positions';
import type { DocumentSettings } from './settings';
import { describeGoodSince } from './staged-hover';
import { termsFor } from './terms';

/**
 * Puts the entry in force that waits in the comment at an offset, once it has held for as long as the list asks for; before that an
 * editor which shows such actions says what is missing.
 */
export async function stagedActions(
  context: ServerContext,
  document: OpenDocument,
  model: Model,
  { candidateDays }: Pick<DocumentSettings, 'candidateDays'>,
  offset: number,
): Promise<readonly CodeAction[]> {
  const policy = policyOf(model);
  if (policy === null) return [];
  const nameOf = createNaming();
  const staged = stagedEntries(policy).map((each) => ({ ...each, name: nameOf(each.entry) }));
  const here = staged.find(({ candidate: { comment } }) => comment.span.start <= offset && offset <= comment.span.end);
  if (here === undefined) return [];
  const { candidate, name } = here;
  const present = entryInPlaceOf(policy, candidate);
  const title =
    present === null
      ? t('Put the candidate in force')
      : t('Put the candidate in force in the place of "{0}"', present.line.text);
  const kind = CodeActionKind.QuickFix;
  const told = (await context.verifying.results.of(document.uri)).get(entryId(name));
  const missing = await missingOf(context, document.uri, here, told, candidateDays ?? defaultCandidateDays);
  if (missing === null) {
    const edits = promote(policy, candidate, present);
    return [{ title, kind, edit: toWorkspaceEdit(document, edits, context.client.versionedEdits) }];
  }
  return context.client.disabledCodeActions ? [{ title, kind, disabled: { reason: missing } }] : [];
}

/** What a candidate lacks to be put in force; null: nothing. */
async function missingOf(
  context: ServerContext,
  uri: string,
  { entry }: StagedEntry,
  told: ToldEntry | undefined,
  days: number,
): Promise<string | null> {
  const { sender } = await termsFor(context, uri);
  if (told === undefined || !isStillJudged(told, entry, sender)) return t('It was not verified as it stands.');
  if (hasHeldFor(days, told)) return null;
  return describeGoodSince(told, days) || t('It does not hold: {0}', told.details[0] ?? told.words);
}
