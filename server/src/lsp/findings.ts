import type { Finding } from '../language/finding';
import { languageNamed } from '../languages/languages';
import { isRefutable, withoutRefuted } from '../site/refuted';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';
import type { DocumentSettings } from './settings';
import { sitePath } from './site/site-place';

/** What was found in one version of a document. */
export interface FoundInDocument {
  readonly document: OpenDocument;
  /** In the order of their place. */
  readonly findings: readonly Finding[];
  /** How many lines were not looked at, since enough was found. */
  readonly uncheckedLines: number;
}

/** The findings about an open document alone, and about its site; none for a language that isn't ours. Null when it is not open. */
export async function findingsIn(context: ServerContext, uri: string): Promise<FoundInDocument | null> {
  const settings = await context.configuration.ofDocument(uri);
  const asked = context.documents.get(uri);
  const ofSite = languageNamed(asked?.languageId ?? '') === null ? [] : await context.siteChecks.of(uri);
  const document = context.documents.get(uri);
  if (!document) return null;
  const own = await refuted(context, context.models.findingsOf(document, settings), document, settings);
  // What was found in another version stands elsewhere by now; that one has a check of its own under way.
  const others = document === asked ? ofSite : [];
  return {
    document,
    findings: others.length === 0 ? own : inOrder([...own, ...others]),
    uncheckedLines: context.models.uncheckedLinesOf(document, settings),
  };
}

/** The other files of the site are asked for only where they may change something. */
async function refuted(
  { sites }: ServerContext,
  findings: readonly Finding[],
  { uri }: OpenDocument,
  { namedInside }: DocumentSettings,
): Promise<readonly Finding[]> {
  const path = sitePath(uri);
  if (path === null || !(namedInside || findings.some(isRefutable))) return findings;
  const open = await sites.of(uri);
  return open === null ? findings : withoutRefuted(findings, open.site, path);
}

function inOrder(findings: Finding[]): readonly Finding[] {
  return findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
