import type { Severity } from '../../server/src/language/finding';

/** What Postfix does about a text, as far as the linter must know it. */
export type Punishment =
  /** Mail is deferred, the line is dropped, the table can't be opened, or no next-hop finds the entry. */
  | 'punishes'
  /** It works, with a warning in the log or from postmap(1). */
  | 'warns'
  /** It works without a word. */
  | 'takes';

/** Whether the linter says what Postfix does: an error exactly where it punishes, at least a warning where it warns. */
export function agrees(said: Severity | null, punishment: Punishment): boolean {
  if (punishment === 'punishes') return said === 'error';
  return punishment === 'warns' ? said === 'warning' : said !== 'error';
}

/** How often the linter says what Postfix does: a line for each answer of Postfix, a column for each of the linter. */
export function confusionMatrix(rows: readonly { said: Severity | null; punishment: Punishment }[]): string {
  const columns = ['error', 'warning', 'information', 'hint', null] as const;
  const cell = (text: string | number): string => String(text).padStart(12);
  const lines = (['punishes', 'warns', 'takes'] as const).map((punishment) => {
    const counts = columns.map((said) => rows.filter((row) => row.said === said && row.punishment === punishment));
    return `${cell(punishment)}${counts.map(({ length }) => cell(length)).join('')}`;
  });
  return [`${cell('Postfix')}${columns.map((said) => cell(said ?? 'silent')).join('')}`, ...lines].join('\n');
}
