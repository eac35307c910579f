import { attributeFacts, type ValueGrammar } from '../postfix/attributes';
import { levelNamed, type SecurityLevel, securityLevels } from '../postfix/levels';
import { nearest } from '../text/nearest';
import type { Span } from '../text/span';
import type { PolicyAttribute, PolicyValue } from './entry';
import { isAsciiHostName } from './key';
import type { AttributeNode, Token, TrailingComment, ValueProblem, ValueProblemKind } from './value-node';

interface Parts {
  readonly level: Token | null;
  readonly attributes: readonly AttributeNode[];
  readonly trailingComments: readonly TrailingComment[];
  /** The text of a value that holds only separators; else null. */
  readonly separators: Span | null;
}

/** Everything in a value that Postfix would refuse or ignore, as tls_policy_lookup_one() of smtp(8) checks it. */
export function findProblems(parts: Parts): readonly ValueProblem[] {
  const { level, attributes, trailingComments, separators } = parts;
  if (separators !== null) return [{ kind: 'empty', span: separators }];
  const known = level === null ? null : levelNamed(level.text);
  // Most values are a level and nothing else.
  const isPlain = attributes.length === 0 && trailingComments.length === 0;
  if (isPlain && (level === null || known !== null)) return none;
  const problems: ValueProblem[] = trailingComments.map((comment) => ({
    kind: 'trailing-comment',
    span: comment.span,
  }));
  if (level !== null && known === null) problems.push({ kind: 'unknown-level', span: level.span });
  const seen = new Set<string>();
  for (const attribute of attributes) {
    const problem = attributeProblem(attribute, known, seen);
    if (problem !== null) problems.push(problem);
  }
  const untyped = withoutPolicyType(attributes, known);
  if (untyped.length > 0) {
    const wrong = new Set(problems.map(({ attribute }) => attribute));
    for (const attribute of untyped.filter((each) => !wrong.has(each))) {
      problems.push({ kind: 'missing-policy-type', span: attribute.token.span, attribute });
    }
  }
  return problems.length < 2 ? problems : problems.sort((a, b) => a.span.start - b.span.start);
}

const none: readonly ValueProblem[] = [];

/** The value that Postfix uses, or null where it defers the mail instead. */
export function valueInForce(
  level: Token | null,
  attributes: readonly AttributeNode[],
  problems: readonly ValueProblem[],
): PolicyValue | null {
  const known = level === null ? null : levelNamed(level.text);
  if (known === null) return null;
  if (known === 'none') return { level: known, attributes: [] };
  return problems.length > 0 ? null : { level: known, attributes: wellFormed(attributes) };
}

/** The value without what Postfix would refuse; null where not even a level can be guessed. */
export function valueAsMeant(level: Token | null, attributes: readonly AttributeNode[]): PolicyValue | null {
  if (level === null) return null;
  const meant = levelNamed(level.text) ?? levelNamed(nearest(level.text.toLowerCase(), securityLevels) ?? '');
  if (meant === null) return null;
  const seen = new Set<string>();
  const sound = attributes.filter((attribute) => attributeProblem(attribute, meant, seen) === null);
  return { level: meant, attributes: wellFormed(sound) };
}

function wellFormed(attributes: readonly AttributeNode[]): PolicyValue['attributes'] {
  const formed: PolicyAttribute[] = [];
  for (const { name, value } of attributes) {
    if (value !== null) formed.push({ name: name.text.toLowerCase(), value: value.text });
  }
  return formed;
}

function attributeProblem(
  attribute: AttributeNode,
  level: SecurityLevel | null,
  seen: Set<string>,
): ValueProblem | null {
  const { token, name, value } = attribute;
  const problem = (kind: ValueProblemKind, span: Span): ValueProblem => ({ kind, span, attribute });
  if (level === 'none') return problem('ignored-attribute', token.span);
  if (name.text === '' && value !== null) return problem('missing-name', token.span);
  if (value === null || /\s/.test(name.text)) return problem('missing-equals', token.span);
  const facts = attributeFacts(name.text);
  if (facts === undefined) return problem('unknown-attribute', name.span);
  // What is not allowed here at all needs no second finding about its value.
  if (level !== null && !facts.levels.includes(level)) return problem('attribute-not-allowed', token.span);
  if (facts.repeat === 'error' && seen.has(facts.name)) return problem('repeated-attribute', token.span);
  seen.add(facts.name);
  if (value.text === '') return facts.mayBeEmpty ? null : problem('empty-attribute-value', token.span);
  if (facts.value.kind === 'server-name') {
    return isAsciiHostName(value.text) ? null : problem('bad-server-name', value.span);
  }
  return isOfGrammar(value.text, facts.value) ? null : problem('bad-word', value.span);
}

function isOfGrammar(text: string, grammar: ValueGrammar): boolean {
  if (grammar.kind === 'words') return grammar.words.includes(text.toLowerCase());
  if (grammar.kind === 'digits') return /^\d+$/.test(text);
  return grammar.kind !== 'host-name' || isAsciiHostName(text);
}

/** What a policy plugin tells for TLSRPT is refused without the type of the policy. */
function withoutPolicyType(
  attributes: readonly AttributeNode[],
  level: SecurityLevel | null,
): readonly AttributeNode[] {
  if (level === 'none') return [];
  const isOf =
    (names: ReadonlySet<string>) =>
    ({ name, value }: AttributeNode) =>
      value !== null && names.has(name.text.toLowerCase());
  return attributes.some(isOf(policyType)) ? [] : attributes.filter(isOf(needPolicyType));
}

const policyType: ReadonlySet<string> = new Set(['policy_type']);
/** What only has a meaning beside `policy_type`. */
export const needPolicyType: ReadonlySet<string> = new Set([
  'policy_ttl',
  'policy_domain',
  'policy_string',
  'policy_failure',
  'mx_host_pattern',
]);
