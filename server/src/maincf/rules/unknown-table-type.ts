import { parameterFacts } from '../../postfix/parameters';
import { lookupTableTypes } from '../../postfix/table-types';
import { visible } from '../../text/escape';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import { allTables, type TableReference } from '../table-reference';
import type { MainCfDocumentRule } from './rule';
import { placeOf, settingsOf } from './setting-rule';

export const unknownTableType: MainCfDocumentRule = {
  id: 'unknown-table-type',
  scope: 'document',
  title: 'Table without a type, or of one that Postfix does not have',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `A table is written \`type:name\`. Without a type every program that reads the list ends with a fatal error (up to Postfix 3.11; later ones leave the table out), and a type that Postfix does not have
makes the table unavailable: each lookup fails, and mail is deferred. The tables inside of \`unionmap:{…}\` and \`pipemap:{…}\`, and behind \`proxy:\`, are looked at, too. \`postconf -m\` lists
the types of a machine; some come in packages of their own, such as postfix-pcre and postfix-lmdb.

A blank ends a table: the value of \`static:{secure match=.example.net}\` needs the braces, or \`match=.example.net\` is a table without a type.`,
  bad: [
    { text: 'smtp_tls_policy_maps = /etc/postfix/tls_policy\n' },
    { text: 'smtp_tls_policy_maps = hsah:/etc/postfix/tls_policy\n' },
    { text: 'smtp_tls_policy_maps = unionmap:{texthash:/etc/postfix/own, proxy:regex:/etc/postfix/shared}\n' },
    { text: 'smtp_tls_policy_maps = static:secure match=.example.net\n' },
    { text: 'smtp_tls_policy_maps = texthash:\n' },
  ],
  good: [
    { text: 'smtp_tls_policy_maps = proxy:texthash:/etc/postfix/tls_policy, inline:{example.org=may}\n' },
    {
      text: 'smtp_tls_policy_maps = unionmap:{texthash:/etc/postfix/own, static:{may ciphers=high}}, randmap:{may, encrypt}\n',
    },
    { text: 'smtp_tls_policy_maps =\n' },
  ],
  check(document, report, context) {
    const { of } = settingsOf(document, context);
    for (const [name, parameter] of document.effective) {
      if (parameterFacts(name)?.class !== 'table-list' || parameterFacts(name)?.isTls !== true) continue;
      let before: TableReference | null = null;
      for (const table of allTables(of(name) ?? '')) {
        const message = messageFor(table, before);
        if (message !== null) report({ span: placeOf(parameter), message });
        if (table.type !== null) before = table;
      }
    }
  },
};

/** @param before the last table with a type before it. */
function messageFor({ text, type, name, wrappers }: TableReference, before: TableReference | null): string | null {
  if (type === null && before?.type === 'static' && /^\w+=/.test(text)) {
    return t(
      '{0} is no part of {1}, for a blank ends a table: it is a table without a type, at which every program that reads it ends with a fatal error. Write {2}.',
      visible(text, 60),
      visible(before.text, 60),
      visible(`static:{${before.name} ${text}}`, 100),
    );
  }
  if (type === null) {
    return t(
      '{0} has no type: every program that reads it ends with a fatal error. Write it as {1}.',
      visible(text, 60),
      `texthash:${visible(text, 60)}`,
    );
  }
  if (name === '' && wrappers.length === 0) {
    return t(
      '{0} has no name behind its type: every program that reads it ends with a fatal error.',
      visible(text, 60),
    );
  }
  if (lookupTableTypes.includes(type)) return null;
  const meant = nearest(type, lookupTableTypes);
  return meant === null
    ? t(
        'Postfix has no tables of type {0}: each lookup fails, and mail is deferred. postconf -m lists the types.',
        visible(type, 60),
      )
    : t(
        'Postfix has no tables of type {0}: each lookup fails, and mail is deferred. Write {1}.',
        visible(type, 60),
        meant,
      );
}
