import type { Query } from '../site/query';
import { shownTable } from '../site/shown-table';
import { t } from '../text/translate';
import { visible } from './escape';
import { sourceOf } from './query-json';

/** An answer for a person: a line with the level, and what it rests on below. */
export function queryText(query: Query): string {
  const rows = queryRows(query);
  // As wide in each answer, unless a name of the language is longer.
  const width = Math.max(14, ...rows.map(([name]) => name.length + 2));
  const told = rows.map(([name, text]) => `  ${`${name}:`.padEnd(width)}${visible(text, 2_000)}\n`);
  return `${visible(query.nextHop)}: ${queryLevel(query)}\n${told.join('')}`;
}

/** The level as written, and what it acts as where that is another: `dane, acts as may`. */
export function queryLevel({ level, actsAs }: Query): string {
  const acts = actsAs === level ? '' : t(', acts as {0}', actsAs ?? t('unknown'));
  return `${visible(level ?? t('unknown'))}${acts}`;
}

/** What an answer rests on, by name; not escaped. */
export function queryRows(query: Query): readonly (readonly [string, string])[] {
  const { found, warnings, notes } = query;
  const rows: readonly (readonly [string, string])[] = [
    [t('from'), sourceText(query)],
    [t('keys'), found.keysTried.join(', ')],
    [t('match'), query.match.join(', ')],
    [t('server name'), query.serverName ?? ''],
    [t('protocols'), query.protocols ?? ''],
    [t('ciphers'), query.ciphers ?? ''],
    [t('exclude'), query.exclude ?? ''],
    [t('trust'), trustText(query)],
    ...found.unknown.map(({ table, reason }) => [t('not asked'), `${shownTable(table.reference)}: ${reason}`] as const),
    ...warnings.map((warning) => [t('Postfix logs'), warning] as const),
    ...notes.map((note) => [t('note'), note] as const),
  ];
  return rows.filter(([, text]) => text !== '');
}

function sourceText({ found, service }: Query): string {
  const source = sourceOf(found);
  const { failure } = found;
  if (failure !== null) return t('{0}, which fails', shownTable(failure.table.reference));
  if (source === null) return t('main.cf, as the service {0} sees it', service);
  return source.line === null
    ? t('{0}, key {1}', shownTable({ text: source.table }), source.key)
    : t('{0}, line {1}, key {2}', shownTable({ text: source.table }), source.line, source.key);
}

function trustText({ trust }: Query): string {
  if (trust === null) return '';
  if (trust.anchorFiles.length > 0) return trust.anchorFiles.join(', ');
  return [trust.caFile, trust.caPath].filter((path) => path !== null && path !== '').join(', ');
}
