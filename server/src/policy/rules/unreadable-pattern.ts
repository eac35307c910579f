import type { Span } from '../../text/span';
import { t } from '../../text/translate';
import type { PolicyDocument, PolicyEntry } from '../document';
import type { OnePattern } from '../pattern-parts';
import { partOf } from './attribute';
import { dialectsOf, patternFlags, patternsOf } from './pattern-entry';
import type { Dialect } from './regexp-items';
import { regexpSyntaxError } from './regexp-syntax';
import { type PolicyEntryRule, quoted } from './rule';

export const unreadablePattern: PolicyEntryRule = {
  id: 'unreadable-pattern',
  scope: 'node',
  title: 'Line of a pattern table that Postfix can’t read',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `A line of a regexp: or pcre: table is \`/pattern/flags result\`, \`!/pattern/flags result\`, \`if /pattern/\` or \`endif\`; any character that is
neither a letter nor a digit may stand in the place of the slashes. Postfix skips a line that begins otherwise (\`ignoring unrecognized
request\`), that lacks the second delimiter, or that has an option of the other dialect: regexp knows \`${patternFlags.regexp}\`, pcre
\`${patternFlags.pcre}\`. Only regexp takes \`/p1/!/p2/\`. It also skips a pattern with a parenthesis or bracket that is not closed, or with an
operator that has nothing to repeat, with a range or a name of characters that is none (\`[z-a]\`, \`[[:letter:]]\`), or with a reference to a group that is
not there (\`\\\\2\`). The destinations that were meant get whatever a later line or \`smtp_tls_security_level\` says.`,
  bad: [
    { text: '/^a\\.example$/ dane\nexample.org dane\n', tableType: 'regexp' },
    { text: '/^example\\.org$ dane\n', tableType: 'pcre' },
    { text: '/^example\\.org$/I dane\n', tableType: 'regexp' },
    { text: '/^example\\./!/net/ dane\n', tableType: 'pcre' },
    { text: '/^(a|b\\.example$/ dane\n', tableType: 'regexp' },
    { text: '/*\\.example\\.org$/ dane\n', tableType: 'pcre' },
    { text: '/^[z-a]\\.example\\.org$/ dane\n', tableType: 'regexp' },
    { text: '/^(a)\\2\\.example\\.org$/ dane\n', tableType: 'pcre' },
  ],
  good: [
    { text: '/^example\\.org$/ dane\n', tableType: 'regexp' },
    { text: '|^example\\.org$|i dane\n', tableType: 'pcre' },
    { text: '/^(a|b)\\.example$/ dane\n', tableType: 'pcre', nextHops: ['a.example'] },
    { text: '!/^foo\\.example$/ dane\n', tableType: 'regexp' },
  ],
  check(entry, document, report) {
    const parts = patternsOf(entry);
    // Without a key a NUL stands first, and that is a finding of its own.
    if (parts === null || entry.dropped === 'indented' || entry.key.text === '') return;
    const problem = firstProblem(entry, parts.patterns, document);
    if (problem === null) return;
    report({
      span: problem.span,
      message: t(
        '{0}: Postfix skips the line, and what it was meant for gets the level of a later line or smtp_tls_security_level. {1}',
        problem.why,
        problem.advice,
      ),
    });
  },
};

interface Problem {
  readonly span: Span;
  readonly why: string;
  readonly advice: string;
}

function firstProblem({ key }: PolicyEntry, patterns: readonly OnePattern[], document: PolicyDocument): Problem | null {
  if (patterns.length === 0) {
    return {
      span: key.span,
      why: t('{0} is no pattern in delimiters ("ignoring unrecognized request")', quoted(key.text)),
      advice: t('Write /pattern/ result.'),
    };
  }
  const dialects = dialectsOf(document.tableType);
  if (patterns.length > 1 && !dialects.includes('regexp')) {
    const start = (patterns[1]?.bodyFrom ?? 2) - 2;
    return {
      span: partOf(key, start, start + 1),
      why: t('A second pattern behind ! is for regexp tables only ("unknown regexp option "!"")'),
      advice: t('Write (?!…) in the pattern, or an if block.'),
    };
  }
  for (const pattern of patterns) {
    const problem = problemOf(pattern, dialects);
    if (problem !== null) return { ...problem, span: partOf(key, problem.from, problem.to) };
  }
  return null;
}

type Place = Omit<Problem, 'span'> & { readonly from: number; readonly to: number };

function problemOf(pattern: OnePattern, dialects: readonly Dialect[]): Place | null {
  const { body, bodyFrom, isClosed, flags, flagsFrom } = pattern;
  if (!isClosed) {
    return {
      from: bodyFrom - 1,
      to: bodyFrom + body.length,
      why: t('The pattern has no second delimiter ("no closing regexp delimiter")'),
      advice: t('Close it behind the last character of the pattern.'),
    };
  }
  const unknown = firstOutside(flags, dialects.map((dialect) => patternFlags[dialect]).join(''));
  if (unknown >= 0) {
    return {
      from: flagsFrom + unknown,
      to: flagsFrom + unknown + 1,
      why: t(
        '{0} tables know no option {1} ("unknown regexp option")',
        dialects.join(' and '),
        quoted(flags.charAt(unknown)),
      ),
      advice: t(
        'Write a blank before the result; the options are {0}.',
        dialects.map((dialect) => patternFlags[dialect]).join(' or '),
      ),
    };
  }
  const errors = dialects.map((dialect) => regexpSyntaxError(body, dialect, flags));
  const [at] = errors;
  // Where the dialect is not known, only what neither takes is wrong.
  if (at === undefined || at === null || errors.includes(null)) return null;
  return {
    from: bodyFrom + at,
    to: bodyFrom + at + 1,
    why: t('{0} is not possible here in a regular expression', quoted(body.charAt(at))),
    advice: t('Write a backslash before it if the character itself is meant, or close what it opens.'),
  };
}

/** The index of the first character that is none of the known ones; -1 without such a one. */
function firstOutside(text: string, known: string): number {
  for (let index = 0; index < text.length; index++) if (!known.includes(text.charAt(index))) return index;
  return -1;
}
