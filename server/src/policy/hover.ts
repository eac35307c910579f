import type { HoverText } from '../language/assistance';
import { assumedVersions, describeVersions, isTooOldFor, type PostfixVersions } from '../language/postfix-versions';
import { type AttributeFacts, attributeFacts, attributes } from '../postfix/attributes';
import { describeLevel, levelNamed } from '../postfix/levels';
import { enabledProtocols, readProtocolItem } from '../postfix/protocols';
import { valueWords } from '../postfix/value-words';
import { holds } from '../text/editor-line';
import { codeSpan } from '../text/escape';
import { elementAt } from '../text/list-element';
import { paragraphs } from '../text/markdown';
import { t } from '../text/translate';
import { separatorsOf } from './cursor';
import { attributesOfLevel, describeAttribute } from './describe';
import { describeKey } from './describe-key';
import { describeMatchElement } from './describe-match';
import type { PolicyDocument, PolicyEntry } from './document';
import { entryAt } from './find';
import { matchElements } from './rules/match-element';
import type { AttributeNode, Token } from './value-node';

/** What stands at a place of a policy table: a key, a level, an attribute, or an element of its value. */
export function hoverPolicy(
  document: PolicyDocument,
  offset: number,
  versions: PostfixVersions = assumedVersions,
): HoverText | null {
  const entry = entryAt(document, offset);
  if (entry === null) return null;
  const { key, value } = entry;
  if (holds(key.span, offset)) return { span: key.span, markdown: describeKey(document, entry) };
  if (value.level !== null && holds(value.level.span, offset)) return hoverLevel(value.level);
  const attribute = value.attributes.find(({ token }) => holds(token.span, offset));
  return attribute === undefined ? null : hoverAttribute(entry, attribute, offset, versions);
}

function hoverLevel({ text, span }: Token): HoverText | null {
  const level = levelNamed(text);
  return level && { span, markdown: paragraphs([describeLevel(level), attributesOfLevel(level, attributes)]) };
}

function hoverAttribute(
  entry: PolicyEntry,
  attribute: AttributeNode,
  offset: number,
  versions: PostfixVersions,
): HoverText | null {
  const { name, value, token } = attribute;
  const facts = attributeFacts(name.text);
  if (facts === undefined) return null;
  const element = value !== null && holds(value.span, offset) ? hoverElement(entry, attribute, value, offset) : null;
  return (
    element ?? {
      span: holds(name.span, offset) ? name.span : token.span,
      markdown: paragraphs([describeAttribute(facts), tooNew(facts, versions)]),
    }
  );
}

function tooNew({ since }: AttributeFacts, versions: PostfixVersions): string {
  if (!versions.stated || !isTooOldFor(versions, since)) return '';
  return t('This file is for {0}: a release before {1} defers the mail.', describeVersions(versions), since);
}

/** Null where there is no more to say than of the attribute as a whole. */
function hoverElement(entry: PolicyEntry, { name }: AttributeNode, value: Token, offset: number): HoverText | null {
  const facts = attributeFacts(name.text);
  // A value in braces may go on in another line, where its places can't be counted.
  if (facts === undefined || value.span.end - value.span.start !== value.text.length) return null;
  const { kind } = facts.value;
  if (kind === 'match' && entry.value.meant?.level !== 'fingerprint') {
    const element = matchElements(entry).find(({ span }) => holds(span, offset));
    return element ? { span: element.span, markdown: describeMatchElement(entry, element) } : null;
  }
  const { text, span } = elementAt(value.text, value.span.start, offset, separatorsOf(kind, entry));
  if (kind === 'match') return text === '' ? null : { span, markdown: describeDigest(text) };
  if (kind === 'protocols') return hoverProtocol(text, span);
  // The words of servername= are compared as written, all others without case.
  const known = valueWords(facts.name, kind).find(({ word }) =>
    kind === 'server-name' ? word === text : word === text.toLowerCase(),
  );
  return known === undefined ? null : { span, markdown: `\`${known.word}\`: ${t(known.summary)}` };
}

function describeDigest(text: string): string {
  const digits = text.replaceAll(':', '').length;
  return t(
    'A digest of {0} hexadecimal digits, by `smtp_tls_fingerprint_digest`. The certificate of the server, or its public key, must have one of the digests listed.',
    digits,
  );
}

function hoverProtocol(text: string, span: Token['span']): HoverText | null {
  const item = readProtocolItem(text);
  if (item.kind === 'invalid') return null;
  const enabled = enabledProtocols([item]);
  const left = enabled.length === 0 ? t('none') : enabled.join(', ');
  const since = text.includes('=') ? ` ${t('Postfix 3.6 and newer; older releases refuse the whole list.')}` : '';
  return { span, markdown: t('{0} on its own leaves on: {1}.', codeSpan(text), left) + since };
}
