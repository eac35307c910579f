/**
 * The next-hops that the writer of a key may have had in mind: the name in it, one below it, and the forms with brackets
 * and ports where the key has such marks. The key itself is one too, if smtp(8) can have it for a next-hop; it ends with a
 * fatal error for others.
 */
export function nextHopsFor(key: string): readonly string[] {
  const plain = key.replace(/\\|\.[*+]/g, '');
  const name = /[\p{L}\p{N}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)+/u.exec(plain)?.[0].toLowerCase() ?? 'example.org';
  const isAddress = /^[\d.]+$/.test(name);
  const withMarks = /[[\]:]/.test(key) ? [`[${name}]`, `${name}:25`, `[${name}]:25`, `[${name}]:587`] : [];
  const forms = [...(isAddress ? [name] : [name, `sub.${name}`]), ...withMarks, key];
  return forms.filter((form) => nextHop.test(form));
}

const label = '[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_-]*[\\p{L}\\p{N}_])?';
const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const host = `(?:(?:${label}\\.)*(?=[^.]*\\p{L})${label}|${octet}(?:\\.${octet}){3})`;
const nextHop = new RegExp(
  `^(?:${host}|\\[(?:${host}|(?:ipv6:)?[\\da-f]*:[\\da-f:.]+)\\])(?::(?:\\d+|smtp|submission))?$`,
  'iu',
);
