import type { Shape, View } from '../language/shapes';
import type { PolicyEntry } from './document';
import type { PolicyValue } from './entry';
import { entriesByText } from './lazy-entry';
import type { AttributeNode, Token, ValueNode } from './value-node';

/**
 * Entries by what their values are made of: the level and the names of the attributes. In a list where each domain has its
 * own server names, nearly all entries are alike that way, and no rule about ciphers need look at each of them.
 */
export const entriesByForm: View<PolicyEntry> = { shapeOf: formOf, watch: watchForm };

/** Null for a value of which Postfix does not take all. */
function formOf(entry: PolicyEntry): Shape | null {
  const shape = entriesByText.shapeOf(entry);
  const { level, attributes, problems, trailingComments } = entry.value;
  if (shape === null || level === null || problems.length > 0 || trailingComments.length > 0) return null;
  let text = level.text;
  for (const { name, braced } of attributes) {
    if (braced) return null;
    text += ` ${name.text}`;
  }
  return { kind: shape.kind, text };
}

function watchForm(entry: PolicyEntry, notice: () => void): PolicyEntry {
  const watched = entriesByText.watch(entry, notice);
  return {
    key: watched.key,
    dropped: watched.dropped,
    value: watchValue(entry.value, notice),
    get line() {
      return watched.line;
    },
  };
}

function watchValue(node: ValueNode, notice: () => void): ValueNode {
  return {
    ...node,
    attributes: node.attributes.map((attribute) => watchAttribute(attribute, notice)),
    value: watchPolicy(node.value, notice),
    meant: watchPolicy(node.meant, notice),
  };
}

function watchAttribute({ token, name, value, braced }: AttributeNode, notice: () => void): AttributeNode {
  return { name, braced, token: watchToken(token, notice), value: value === null ? null : watchToken(value, notice) };
}

function watchToken(token: Token, notice: () => void): Token {
  const noticed = (): Token => {
    notice();
    return token;
  };
  return {
    get text() {
      return noticed().text;
    },
    get span() {
      return noticed().span;
    },
  };
}

function watchPolicy(policy: PolicyValue | null, notice: () => void): PolicyValue | null {
  if (policy === null) return null;
  const attributes = policy.attributes.map(({ name, value }) => ({
    name,
    get value() {
      notice();
      return value;
    },
  }));
  return { level: policy.level, attributes };
}
