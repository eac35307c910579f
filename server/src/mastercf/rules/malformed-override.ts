import type { Fix } from '../../language/finding';
import { t } from '../../text/translate';
import type { Override, Service, Word } from '../document';
import { quoted, type ServiceRule } from './rule';

export const malformedOverride: ServiceRule = {
  id: 'malformed-override',
  scope: 'node',
  title: 'Option -o that stops its service',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: `\`-o name=value\` gives a service another value of a parameter than main.cf does. Blanks end the word: of
\`-o name = value\` the program sees \`-o name\`, ends with \`fatal: invalid "-o name" option value: missing '=' after attribute name\`,
and is started again and again without ever doing its work. \`postconf -P\` does not list such a line. Write \`-o name=value\`; since
Postfix 3.0 also \`-o { name = value }\`, which a value with blanks needs.`,
  bad: [
    { text: 'smtp unix - - n - - smtp\n  -o smtp_tls_security_level = dane\n' },
    { text: 'smtp unix - - n - - smtp -o smtp_tls_security_level\n' },
    { text: 'smtp unix - - n - - smtp -o\n' },
    { text: 'smtp unix - - n - - smtp -o =dane\n' },
    { text: 'smtp unix - - n - - smtp -o { smtp_tls_secure_cert_match = nexthop\n' },
  ],
  good: [
    { text: 'smtp unix - - n - - smtp -o smtp_tls_security_level=dane\n' },
    { text: 'smtp unix - - n - - smtp\n  -o { smtp_tls_secure_cert_match = nexthop, dot-nexthop }\n' },
    { text: 'maildrop unix - n n - - pipe flags=DRhu user=vmail argv=/usr/bin/maildrop -o x\n' },
  ],
  check(service, _document, report) {
    if (service.defect !== null) return;
    for (const override of service.overrides) {
      if (override.defect === null) continue;
      const split = override.defect === 'missing-equals' ? aroundEquals(service, override) : null;
      const span = { start: override.span.start, end: split?.last.span.end ?? override.span.end };
      report({
        span,
        message: messageFor(override, split !== null),
        fixes: split === null ? [] : [joined(override, split)],
      });
    }
  },
};

interface Split {
  readonly last: Word;
  readonly value: string;
}

/** The words behind `-o name` when they are `= value`, `=value`, or `=`, and nothing but an option follows. */
function aroundEquals({ arguments: all }: Service, { span, name }: Override): Split | null {
  const index = all.findIndex((word) => word.span.start >= span.end);
  const [equals, value, after] = index < 0 || name.text === '' ? [] : all.slice(index, index + 3);
  if (equals?.text.startsWith('=') !== true) return null;
  const isEnd = (word: Word | undefined): boolean => word === undefined || word.text.startsWith('-');
  if (equals.text !== '=') return isEnd(value) ? { last: equals, value: equals.text.slice(1) } : null;
  if (value === undefined || isEnd(value)) return { last: equals, value: '' };
  return isEnd(after) ? { last: value, value: value.text } : null;
}

/** Safe: the program ended with an error, and now does what was written. */
function joined({ name, span }: Override, { last, value }: Split): Fix {
  const newText = `-o ${name.text}=${value}`;
  return {
    title: t('Write {0}', newText),
    safe: true,
    edits: [{ span: { start: span.start, end: last.span.end }, newText }],
  };
}

function messageFor({ defect, name }: Override, isSplit: boolean): string {
  const ends = t('the program ends with a fatal error each time it is started');
  switch (defect) {
    case 'missing-value':
      return t('Nothing follows the -o: {0}. Write -o name=value.', ends);
    case 'missing-name':
      return t('No name stands before the "=": {0}. Write -o name=value.', ends);
    case 'missing-brace':
      return t('The brace is not closed: {0}. Close it, behind the value.', ends);
    case 'text-behind-brace':
      return t('Text touches the closing brace: {0}. Separate it by a blank.', ends);
    case 'missing-equals':
    case null:
      return isSplit
        ? t(
            'Blanks stand around the "=" of {0}, and a blank ends the option: {1}. Write -o name=value, or -o { name = value }.',
            quoted(name.text),
            ends,
          )
        : t('No "=" follows {0}: {1}. Write -o name=value.', quoted(name.text), ends);
  }
}
