import fc from 'fast-check';

/**
 * Files of tables with whatever goes wrong in lines and keys. They are texts of which each lone surrogate U+DC80 to U+DCFF
 * stands for a byte that is part of no UTF-8 sequence (`encodeLossless`).
 */
export function tableText(values: readonly string[]): fc.Arbitrary<string> {
  const value = fc.constantFrom(...values);
  const line = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(name, blanks, value, end).map((parts) => parts.join('')) },
    { weight: 4, arbitrary: fc.tuple(mutated, blanks, value, end).map((parts) => parts.join('')) },
    { weight: 3, arbitrary: fc.tuple(name, inside, value, end).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.tuple(name, value, inside).map(([key, level, more]) => `${key} ${level}${more}x`) },
    { weight: 2, arbitrary: fc.constantFrom(...between) },
    { weight: 1, arbitrary: fc.tuple(name, fc.constantFrom(...brokenEnds)).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.tuple(blanks, name, blanks, value).map((parts) => parts.join('')) },
  );
  return (
    fc
      .tuple(fc.array(line, { minLength: 5, maxLength: 25 }), fc.constantFrom('\n', '\n', '\r\n'), fc.boolean())
      // Each key lies in a domain of its own, so that nothing but its own line decides.
      .map(([lines, lineBreak, isClosed]) =>
        [...lines.map((each, index) => each.replaceAll('@', `x${index}`)), ...(isClosed ? [''] : [])].join(lineBreak),
      )
  );
}

/** `@` stands for the domain. */
const name = fc.constantFrom(
  'mail.d.@',
  '.d.@',
  'Mail.D.@',
  '[mail.d.@]',
  '[mail.d.@]:587',
  'd.@:25',
  'bücher.d.@',
  'STRASSE.straße.@',
  'm_x.d.@',
);

/** What somebody adds to a key by mistake, or leaves out. */
const mutated = fc
  .tuple(name, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(2), fc.constantFrom(...intruders()))
  .map(([key, where, removed, intruder]) => {
    const at = Math.floor(where * key.length);
    // The domain stays whole.
    const left = key.slice(at, at + removed).replaceAll('@', '');
    return `${key.slice(0, at)}${intruder}${key.slice(at).slice(left.length)}`;
  })
  // A path is a next-hop of LMTP, and what begins with a hash is a comment.
  .filter((key) => !/^[/#]/.test(key) && key.includes('@'));

function intruders(): readonly string[] {
  return [
    ...['*', '*.', '.', '..', '-', '_', ':', ':25', '[', ']', '<', '>', '"', '""', '\\', '\\ ', '"a b"', "'", '='],
    ...['smtp:', 'https://', 'user%40', ',', ';', '(', '{', '}', '!', '#', '/', 'é', '\udce9', '\udcc3', '0'],
    ...['\0', '\u00a0', '\ufeff', '\u200b', '\r', '\v'],
  ];
}

const blanks = fc.constantFrom(' ', '\t', '   ', ' \t ', '\v', '\f', ' \r ');
/** What may stand where a line goes on. */
const inside = fc.constantFrom(
  ' ',
  '\n ',
  '\n\t',
  '\r\n\t',
  '\n# note\n  ',
  '\n   # note\n  ',
  '\n\n  ',
  '\n \t\n  ',
  '\n# \udce9\n ',
  '\r\n# note\r\n  ',
);
const end = fc.constantFrom('', '', '', ' ', '\t ', ' \r', '\0', ' \0x', '\v');
/** Behind a key: no value, or one that breaks the line. */
const brokenEnds = ['', ' ', '\t\v', ':', ': may', ' \0may', '\0 may', '" may', ' may\udcff', ' m\udce9', ' "may'];
const between = [
  '',
  ' ',
  '\t \v',
  '#',
  '# a comment',
  '  # indented',
  '# \udcff \0 "',
  '\r',
  '\0',
  `# ${'x'.repeat(70_000)}`,
];
