import { compareVersions, describeVersions, isTooOldFor, type PostfixVersions } from '../../language/postfix-versions';
import { attributeFacts, attributes } from '../../postfix/attributes';
import { levelFacts, levelNamed } from '../../postfix/levels';
import type { Span } from '../../text/span';
import { t } from '../../text/translate';
import type { PolicyEntry } from '../document';
import { handshakeFails } from './attribute';
import { protocolLists } from './protocol-list';
import { deferred, isInForce, type PolicyEntryRule } from './rule';

const recent = attributes.filter(({ since }) => compareVersions(since, '3.5') > 0);

/** The release that brought `{ name = value }`. */
const braces = '3.10';
/** The release that brought `>=` and `<=`. */
const bounds = '3.6';

export const newerThanPostfix: PolicyEntryRule = {
  id: 'newer-than-postfix',
  scope: 'node',
  title: 'Newer than the Postfix that reads it',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `A release that does not know an attribute logs \`invalid attribute name\` and defers all mail to the destination (4.7.5).

| What | Since |
|---|---|
${recent.map(({ name, since }) => `| \`${name}\` | ${since} |`).join('\n')}
| \`{ name = value }\` | ${braces} |
| \`>=\` and \`<=\` in \`protocols\` | ${bounds} |

Say which releases read the file, by a comment in it (\`# tls-policy-lint: postfix 3.7\`, \`3.5-3.11\` or \`3.9-\`) or by the setting
\`postfixTlsPolicy.postfixVersion\`. Without either, 3.5 and newer are assumed, and \`>=TLSv1.2\` is taken for known.`,
  bad: [
    { text: 'example.org encrypt enable_rpk=yes\n' },
    { text: 'example.org secure { match = .example.net }\n' },
    {
      text: '# tls-policy-lint: postfix 3.5-3.11\nexample.org encrypt protocols=>=TLSv1.2\n',
      untried: 'needs Postfix 3.5',
    },
  ],
  good: [
    { text: 'example.org encrypt protocols=>=TLSv1.2\n' },
    { text: '# tls-policy-lint: postfix 3.9-\nexample.org encrypt enable_rpk=yes\n', untried: 'needs Postfix 3.9' },
    {
      text: '# tls-policy-lint: postfix 3.10-\nexample.org secure { match = .example.net }\n',
      untried: 'needs Postfix 3.10',
    },
  ],
  check(entry, _document, report, { postfix }) {
    if (!isInForce(entry)) return;
    const level = entry.value.level;
    const known = level === null ? null : levelNamed(level.text);
    const tell = (span: Span, what: string, since: string, consequence: string): void => {
      report({ span, message: messageFor(what, since, postfix, consequence) });
    };
    if (level !== null && known !== null && isTooOldFor(postfix, levelFacts[known].since)) {
      tell(level.span, t('level {0}', known), levelFacts[known].since, deferred());
    }
    if (known === 'none') return;
    for (const { name, token, braced } of entry.value.attributes) {
      const since = attributeFacts(name.text)?.since;
      if (braced && isTooOldFor(postfix, braces)) tell(token.span, t('an attribute in braces'), braces, deferred());
      else if (since !== undefined && isTooOldFor(postfix, since)) {
        tell(name.span, t('attribute {0}', name.text.toLowerCase()), since, deferred());
      }
    }
    if (postfix.stated && isTooOldFor(postfix, bounds)) tellBounds(entry, tell);
  },
};

type Tell = (span: Span, what: string, since: string, consequence: string) => void;

function tellBounds(entry: PolicyEntry, tell: Tell): void {
  for (const { elements } of protocolLists(entry)) {
    for (const { item, span } of elements) {
      if (item.kind === 'at-least' || item.kind === 'at-most') {
        tell(span, t('a bound in protocols'), bounds, handshakeFails(entry));
      }
    }
  }
}

function messageFor(what: string, since: string, postfix: PostfixVersions, consequence: string): string {
  return postfix.stated
    ? t(
        'Postfix {0} brought {1}, and this file is for {2}. With an older release: {3}.',
        since,
        what,
        describeVersions(postfix),
        consequence,
      )
    : t(
        'Postfix {0} brought {1}, and nothing says that no older one reads this file (a comment "# tls-policy-lint: postfix VERSION" would). With an older release: {2}.',
        since,
        what,
        consequence,
      );
}
