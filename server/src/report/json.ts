/**
 * A value as JSON with a final line end. Control and format characters are escaped, so that a terminal may show it; the
 * value that a reader gets is the same.
 */
export function json(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  // In JSON these occur within strings only, apart from the line ends of the layout.
  return `${text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeInString)}\n`;
}

function escapeInString(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
