import { basename } from 'node:path';
import type { ParsedDocument } from '../../language/rule';
import { languageNamed } from '../../languages/languages';
import type { MainCfDocument } from '../../maincf/document';
import type { PolicyDocument } from '../../policy/document';
import { entryAt } from '../../policy/find';
import { sourceOf } from '../../report/query-json';
import { queryLevel } from '../../report/query-text';
import type { Query } from '../../site/query';
import { holds } from '../../text/editor-line';
import { codeSpan, prose } from '../../text/escape';
import { bulleted, paragraphs } from '../../text/markdown';
import { t } from '../../text/translate';
import type { ServerContext } from '../context';
import type { OpenDocument } from '../open-document';
import { answersOf } from '../query-command';
import type { OpenSite } from './sites';

/** A next-hop for which no table has an entry of its own. */
const nobody = 'no-entry.invalid';

/**
 * What is in force at a place by all files of the site, in Markdown: for the key of an entry what its next-hop gets, for the
 * list of tables what the others get. Null where there is no site, and nothing of it to tell.
 */
export async function siteHover(
  { sites }: Pick<ServerContext, 'sites'>,
  { uri, languageId }: Pick<OpenDocument, 'uri' | 'languageId'>,
  document: ParsedDocument,
  offset: number,
): Promise<string | null> {
  const language = languageNamed(languageId)?.name;
  if (language === 'policy') {
    const entry = entryAt(document as PolicyDocument, offset);
    const nextHop = entry !== null && holds(entry.key.span, offset) ? entry.key.nextHop : null;
    const site = nextHop === null ? null : await sites.of(uri);
    return site && nextHop && told(site, t('In force here'), nextHop);
  }
  if (language !== 'main-cf') return null;
  const list = (document as MainCfDocument).parameters.find(
    ({ line, name }) => holds(line.span, offset) && /^[sl]mtp_tls_policy_maps$/.test(name.text),
  );
  const site = list === undefined ? null : await sites.of(uri);
  return site && told(site, t('Without an entry'), nobody);
}

function told(site: OpenSite, title: string, nextHop: string): string {
  const answers = answersOf(site, nextHop);
  const lines = answers.map((answer) => {
    const service = answers.length > 1 ? `${codeSpan(answer.service)}: ` : '';
    return `${service}${codeSpan(queryLevel(answer))} (${whereFrom(answer)})${notesOf(answer)}`;
  });
  return paragraphs([`**${title}**, ${codeSpan(basename(site.path))}:`, bulleted([...new Set(lines)])]);
}

function whereFrom({ found }: Query): string {
  const source = sourceOf(found);
  if (found.failure !== null) return codeSpan(found.failure.table.reference.text);
  if (source === null) return codeSpan('main.cf');
  return codeSpan(source.line === null ? source.table : `${source.table}:${source.line}`);
}

function notesOf({ notes, warnings }: Query): string {
  return [
    ...notes.map((note) => `. ${prose(note)}`),
    ...warnings.map((text) => `. ${codeSpan(text, { limit: 500 })}`),
  ].join('');
}
