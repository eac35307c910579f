import { isTooOldFor, type PostfixVersions } from '../language/postfix-versions';
import type { ValueNode, ValueProblem } from '../policy/value-node';
import { attributeFacts } from '../postfix/attributes';
import { visible } from '../text/escape';

/** What smtp(8) logs when it refuses a value, behind `smtp_tls_policy_maps, next-hop destination "KEY": `; null where it takes it. */
export function whyRefused(node: ValueNode, versions: PostfixVersions): string | null {
  if (node.value?.level === 'none') return null;
  const problem = node.problems.find((each) => !isOnlyUnknownGrade(each));
  if (problem !== undefined) return messageFor(problem, node);
  for (const { token, name, braced } of node.attributes) {
    if (braced && isTooOldFor(versions, '3.10')) {
      const word = token.text.split(/[\s,]/)[0] ?? '';
      return `malformed attribute/value pair "${visible(word)}": missing '=' after attribute name`;
    }
    const since = attributeFacts(name.text)?.since;
    if (since !== undefined && isTooOldFor(versions, since)) return `invalid attribute name: "${visible(name.text)}"`;
  }
  return null;
}

/** A grade is looked at when a session begins (`session-fault.ts`). */
function isOnlyUnknownGrade({ kind, attribute }: ValueProblem): boolean {
  return kind === 'bad-word' && attribute?.name.text.toLowerCase() === 'ciphers';
}

/** The texts of tls_policy_lookup_one() (smtp_tls_policy.c). */
function messageFor({ kind, attribute }: ValueProblem, { level }: ValueNode): string {
  const name = visible(attribute?.name.text ?? '');
  const token = visible(attribute?.token.text ?? '');
  const value = visible(attribute?.value?.text ?? '');
  switch (kind) {
    case 'empty':
      return 'invalid empty policy';
    case 'unknown-level':
      return `invalid security level "${visible(level?.text ?? '')}"`;
    case 'trailing-comment':
      return `malformed attribute/value pair "#": missing '=' after attribute name`;
    case 'missing-equals':
      return `malformed attribute/value pair "${token}": missing '=' after attribute name`;
    case 'missing-name':
      return `malformed attribute/value pair "${token}": missing attribute name`;
    case 'unknown-attribute':
      return `invalid attribute name: "${name}"`;
    case 'attribute-not-allowed':
      return `attribute "${name}" invalid at security level "${visible(level?.text ?? '')}"`;
    case 'repeated-attribute':
      return `attribute "${name}" is specified multiple times`;
    case 'empty-attribute-value':
      return `attribute "${name}" has empty value`;
    case 'bad-word':
      return `attribute "${name}" has bad value: "${value}"`;
    case 'bad-server-name':
      return `"${token}" specifies an invalid hostname`;
    case 'missing-policy-type':
      return `built-in policy has unexpected attribute "${name}"`;
    case 'ignored-attribute':
      return `ignoring attribute "${name}" with TLS disabled`;
  }
}
