import type { Span } from '../../text/span';
import { t } from '../../text/translate';
import type { PolicyDocument, PolicyEntry } from '../document';
import type { OnePattern } from '../pattern-parts';
import { partOf } from './attribute';
import { dialectsOf, patternFlags, patternsOf } from './pattern-entry';
import { type PatternProblem, patternProblem } from './pattern-problem';
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
    // Without a key a NUL stands first, and that is a finding of its own.
    if (entry.key.kind !== 'pattern' || entry.dropped === 'indented' || entry.key.text === '') return;
    const problem = readingProblem(entry, document);
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

interface Problem extends Pick<PatternProblem, 'why' | 'advice'> {
  readonly span: Span;
}

/** Why Postfix can't read the pattern of an entry; null for one that it reads, and for an entry of another table. */
export function readingProblem(entry: PolicyEntry, document: PolicyDocument): Problem | null {
  const patterns = patternsOf(entry)?.patterns;
  return patterns === undefined ? null : firstProblem(entry, patterns, document);
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
  const [first, second] = patterns;
  if (first !== undefined && second !== undefined && !dialects.includes('regexp')) {
    const at = first.flagsFrom + first.flags.length;
    return {
      span: partOf(key, at, at + 1),
      why: t('A second pattern behind ! is for regexp tables only ("unknown regexp option "!"")'),
      advice: t('Write (?!…) in the pattern, or an if block.'),
    };
  }
  for (const pattern of patterns) {
    const problem = patternProblem(pattern, dialects);
    if (problem !== null) return { ...problem, span: partOf(key, problem.from, problem.to) };
  }
  return null;
}
