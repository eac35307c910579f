/** A pattern that matches a path and nothing else: a character of a glob stands for itself in brackets. */
export function escapeGlob(path: string): string {
  return path.replace(/[*?[\]{}]/g, '[$&]');
}
