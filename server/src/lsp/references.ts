import type { Location } from 'vscode-languageserver/node';
import type { Subject } from '../language/structure';
import { structureOf } from '../languages/structures';
import { abortSignalOf } from './abort-signal';
import { askStructure } from './ask-structure';
import type { ServerContext } from './context';
import { toRange } from './positions';
import { otherTexts } from './site/site-texts';

/** Of a name that stands on every line of a large table the first places are told. */
const mostReferences = 10_000;

/**
 * `textDocument/references`: in this document what `textDocument/documentHighlight` lights up; of keys and names of servers
 * the places in the other tables of the workspace, too, and of a parameter those in the other of main.cf and master.cf.
 */
export function registerReferences(context: ServerContext): void {
  context.connection.onReferences(({ textDocument, position, context: { includeDeclaration } }, token) =>
    askStructure<Location>(
      context,
      'references',
      textDocument,
      token,
      async ({ open, parsed, structure, language }) => {
        const subject = structure.subjectAt(parsed, open.lines.offsetAt(position));
        if (subject === null) return [];
        const own = structure
          .occurrences(parsed, subject, mostReferences)
          .filter(({ kind }) => includeDeclaration || kind === 'use')
          .map(({ span }) => ({ uri: open.uri, range: toRange(open, span) }));
        if (subject.kind === 'parameter') {
          const { uri } = open;
          return [...own, ...(await inSite(context, uri, subject, includeDeclaration))];
        }
        if (!subject.isShared) return own;
        const elsewhere = await othersOf(
          context,
          open.uri,
          subject,
          language.id,
          includeDeclaration,
          abortSignalOf(token),
        );
        return [...own, ...elsewhere].slice(0, mostReferences);
      },
    ),
  );
}

/** A parameter of main.cf is used by the options of master.cf, too. */
async function inSite(
  context: ServerContext,
  from: string,
  subject: Subject,
  includeDeclaration: boolean,
): Promise<readonly Location[]> {
  const site = await context.sites.of(from);
  const others = site === null ? [] : otherTexts(context, site, from);
  return others.flatMap(({ uri, language, document, lines }) =>
    (structureOf(language)?.occurrences(document, subject, mostReferences) ?? [])
      .filter(({ kind }) => includeDeclaration || kind === 'use')
      .map(({ span }) => ({ uri, range: toRange({ lines }, span) })),
  );
}

async function othersOf(
  { texts }: ServerContext,
  uri: string,
  subject: Subject,
  languageId: string,
  includeDeclaration: boolean,
  signal: AbortSignal,
): Promise<readonly Location[]> {
  const found: Location[] = [];
  for (const { language, text, tableType, lines, uri: other } of await texts.all(signal)) {
    const structure = structureOf(language);
    // Most files do not have the name at all.
    const isWorth =
      language.id === languageId && other !== uri && text.toLowerCase().includes(subject.name.toLowerCase());
    if (structure === null || !isWorth || signal.aborted) continue;
    const document = language.parse(text, { tableType });
    for (const { span, kind } of structure.occurrences(document, subject, mostReferences)) {
      if (kind === 'definition' && !includeDeclaration) continue;
      const range = { start: lines().positionAt(span.start), end: lines().positionAt(span.end) };
      found.push({ uri: other, range });
    }
    if (found.length >= mostReferences) break;
  }
  return found;
}
