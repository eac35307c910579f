import type { Hover } from 'vscode-languageserver/node';
import { MarkupKind } from 'vscode-languageserver/node';
import { prose, wholeText } from '../text/escape';
import { paragraphs } from '../text/markdown';
import { t } from '../text/translate';
import { defaultCandidateDays } from '../verify/candidate-record';
import { hasHeldFor } from '../verify/good-since';
import { isStillJudged } from '../verify/judged-as';
import { stagedEntries } from '../verify/staged';
import { entryId, type ToldEntry } from '../verify/told-entry';
import type { ServerContext } from './context';
import { policyNow } from './entries';
import { createNaming } from './named-entries';
import { toRange } from './positions';
import { termsFor } from './terms';
import { describeTold } from './verify-diagnostics';

/** What is known of an entry that waits in the comment at an offset; null where none does. */
export async function stagedHover(context: ServerContext, uri: string, offset: number): Promise<Hover | null> {
  const settings = await context.configuration.ofDocument(uri);
  const policy = policyNow(context, uri, settings);
  const document = context.documents.get(uri);
  if (policy === null || document === undefined) return null;
  const nameOf = createNaming();
  const staged = stagedEntries(policy).map((each) => ({ ...each, name: nameOf(each.entry) }));
  const here = staged.find(({ candidate: { comment } }) => comment.span.start <= offset && offset <= comment.span.end);
  if (here === undefined) return null;
  const { candidate, entry, name } = here;
  const told = (await context.verifying.results.of(uri)).get(entryId(name));
  const { sender } = await termsFor(context, uri);
  const isCurrent = told !== undefined && isStillJudged(told, entry, sender);
  const since = t(
    'A candidate since {0}: Postfix ignores it, and verify tells for how long it has held.',
    candidate.since,
  );
  const value = paragraphs([
    since,
    isCurrent ? `**${prose(describeTold(told), { limit: wholeText })}**` : t('It was not verified as it stands.'),
    isCurrent ? describeGoodSince(told, settings.candidateDays ?? defaultCandidateDays) : '',
  ]);
  const kind = context.client.hoverMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  return { contents: { kind, value }, range: toRange(document, candidate.comment.span) };
}

/** For how long it has held, and whether that is long enough; empty where it does not. */
export function describeGoodSince(told: Pick<ToldEntry, 'goodSince' | 'seenAt' | 'outcome'>, days: number): string {
  if (told.goodSince === undefined) return '';
  const date = told.goodSince.slice(0, 10);
  if (hasHeldFor(days, told)) {
    return t('It has held since {0}, which is long enough: put it in force by the quick fix.', date);
  }
  return days === 0
    ? t('It has held since {0}, and has to at one run more before it is put in force.', date)
    : t('It has held since {0}, and has to for {1} days before it is put in force.', date, days);
}
