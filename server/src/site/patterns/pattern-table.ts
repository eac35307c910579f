import { assumedVersions } from '../../language/postfix-versions';
import type { PolicyDocument, PolicyEntry } from '../../policy/document';
import { isOptionOn, type OnePattern } from '../../policy/pattern-parts';
import { badSubstitution } from '../../policy/rules/bad-substitution';
import { patternLines } from '../../policy/rules/pattern-block';
import { patternsOf } from '../../policy/rules/pattern-entry';
import type { Dialect } from '../../policy/rules/regexp-items';
import type { PolicyEntryRule } from '../../policy/rules/rule';
import { unreadablePattern } from '../../policy/rules/unreadable-pattern';
import { skipSpace } from '../../text/ascii';
import { t } from '../../text/translate';
import { absent, type Lookup, withWords } from '../lookup';
import { Unsupported, withChoicesTurned } from './node';
import { compile, type Program, run } from './program';
import { readRegexp } from './read';

/** What a regexp: or pcre: table that stands by itself answers for a key. */
export function lookUpPattern(document: PolicyDocument, key: string, dialect: Dialect): Lookup {
  return withWords(matchPattern(document, key, dialect));
}

/**
 * The first line of a regexp: or pcre: table that matches a key, given as Postfix asks for it and not in lower case
 * (regexp_table(5), pcre_table(5)). Where a line before it can't be read here, nobody knows.
 */
export function matchPattern(document: PolicyDocument, key: string, dialect: Dialect): Lookup {
  try {
    return firstMatch(document, key, dialect);
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    return { kind: 'unknown', reason: t('a pattern has {0}', error.message) };
  }
}

function firstMatch(document: PolicyDocument, key: string, dialect: Dialect): Lookup {
  /** Of the blocks around the line: whether their condition holds. */
  const blocks: boolean[] = [];
  for (const line of patternLines(document)) {
    if (line.kind === 'endif') blocks.pop();
    else if (line.kind === 'if') {
      const { pattern } = line.condition;
      // Postfix leaves an `if` out that it can't read, and not what stands in its block.
      if (pattern !== null) blocks.push(!blocks.includes(false) && matches([pattern], key, dialect) !== null);
    } else if (!blocks.includes(false)) {
      const found = matchEntry(line.entry, document, key, dialect);
      if (found !== null) return found;
    }
  }
  return absent;
}

function matchEntry(entry: PolicyEntry, document: PolicyDocument, key: string, dialect: Dialect): Lookup | null {
  const { line, dropped } = entry;
  if (dropped === 'indented' || isSkipped(entry, document, dialect)) return null;
  const groups = matches(patternsOf(entry)?.patterns ?? [], key, dialect);
  if (groups === null) return null;
  const text = line.text.slice(skipSpace(line.text, entry.key.text.length)).trimEnd();
  if (!text.includes('$')) return { kind: 'found', text, entry };
  const [first] = patternsOf(entry)?.patterns ?? [];
  if (dialect === 'regexp' && first !== undefined && dependsOnOrder(first, key, groups))
    throw new Unsupported(t('alternatives, of which POSIX takes the longest'));
  return { kind: 'found', text: substitute(text, key, groups, dialect), entry };
}

/** Postfix leaves out the lines that these rules find, and in regexp: tables those with a group of Perl. */
function isSkipped(entry: PolicyEntry, document: PolicyDocument, dialect: Dialect): boolean {
  const bodies = patternsOf(entry)?.patterns.map(({ body }) => body) ?? [];
  if (dialect === 'regexp' && bodies.some((body) => /(?<!\\)\(\?/.test(body))) return true;
  return [unreadablePattern, badSubstitution].some((rule: PolicyEntryRule) => {
    let isFound = false;
    const context = { lintComments: [], postfix: assumedVersions, consumers: null };
    rule.check(entry, document, () => (isFound = true), context);
    return isFound;
  });
}

/** The groups of the first pattern, where all of them say yes; null where one says no. */
function matches(patterns: readonly OnePattern[], key: string, dialect: Dialect): readonly number[] | null {
  let groups: readonly number[] | null = null;
  for (const pattern of patterns) {
    const { program, isAnchored } = programOf(pattern, dialect);
    const found = run(program, key, isAnchored);
    if ((found !== null) === pattern.isNegated) return null;
    groups ??= found ?? [];
  }
  return groups;
}

/** Whether the groups are others where the last alternative is preferred: POSIX prefers the longest, wherever it stands. */
function dependsOnOrder({ body, flags, isNegated }: OnePattern, key: string, groups: readonly number[]): boolean {
  if (isNegated || !body.includes('|')) return false;
  const { root } = readRegexp(body, 'regexp', !isOptionOn(flags, 'i'));
  const turned = run(compile(withChoicesTurned(root)), key, false) ?? [];
  return turned.length !== groups.length || turned.some((at, index) => at !== groups[index]);
}

interface Compiled {
  readonly program: Program;
  readonly isAnchored: boolean;
}

/** Many keys are asked of one table. */
const programs = new WeakMap<OnePattern, Compiled>();

function programOf(pattern: OnePattern, dialect: Dialect): Compiled {
  const known = programs.get(pattern);
  if (known !== undefined) return known;
  const { body, flags } = pattern;
  if (/[xU]/.test(flags)) throw new Unsupported(t('an option that changes how it is read'));
  // Postfix ignores case unless it is told by `i` not to.
  const { root } = readRegexp(body, dialect, !isOptionOn(flags, 'i'));
  const compiled = { program: compile(root), isAnchored: isOptionOn(flags, 'A') };
  programs.set(pattern, compiled);
  return compiled;
}

/** `$1`, `${1}`, `$(1)` and `$$` in the result of a pattern. */
function substitute(text: string, key: string, groups: readonly number[], dialect: Dialect): string {
  if (dialect === 'regexp' && groups.length > 4) {
    throw new Unsupported(t('more than one group, which POSIX fills in its own way'));
  }
  return text.replace(/\$(?:\$|\{(\d+)\}|\((\d+)\)|(\d+))/g, (_whole, ...numbers: readonly (string | undefined)[]) => {
    const number = Number(numbers.slice(0, 3).find((each) => each !== undefined) ?? Number.NaN);
    if (Number.isNaN(number)) return '$';
    const [from = -1, to = -1] = [groups[2 * number], groups[2 * number + 1]];
    return from < 0 || to < from ? '' : key.slice(from, to);
  });
}
