import { parameterFacts } from '../postfix/parameters';
import { transportParameter } from '../postfix/transport-parameters';
import { visible } from '../text/escape';
import { t } from '../text/translate';
import type { MainCfDocument } from './document';
import { settingsPrefixes } from './references';

/** Why the name of a parameter can't be another, as a sentence; null where it can: it is of the file's own, and only `$` uses it. */
export function whyNotRename({ effective }: MainCfDocument, name: string): string | null {
  const shown = visible(name);
  if (parameterFacts(name) !== null) return t('{0} is a parameter of Postfix: it is known by this name only.', shown);
  const transport = transportParameter(name);
  if (transport !== null) {
    return t(
      '{0} is a parameter of the transport {1}: Postfix knows it by this name only.',
      shown,
      transport.transport,
    );
  }
  if (name.includes('-')) return t('Nothing can use {0} by $: a name behind $ has letters, digits and _ only.', shown);
  if (
    effective
      .get('smtpd_restriction_classes')
      ?.value.text.split(/[\s,]+/)
      .includes(name) === true
  ) {
    return t('{0} is a restriction class: access tables and lists of restrictions use it without $.', shown);
  }
  const table = settingsPrefixes(effective.values()).find((prefix) => name.startsWith(prefix));
  if (table !== undefined) {
    return t('The table {0} reads its settings by names that begin with {1}.', table.slice(0, -1), table);
  }
  return null;
}

/** Why a parameter can't get a name, as a sentence; null where it can. */
export function whyNotName({ effective }: MainCfDocument, name: string): string | null {
  const shown = visible(name);
  if (!/^\w+$/.test(name)) return t('{0} can’t be used by $: write letters, digits and _ only.', shown);
  if (parameterFacts(name) !== null || transportParameter(name) !== null) {
    return t('{0} is a parameter of Postfix: with this name the line would set it.', shown);
  }
  return effective.has(name) ? t('The file sets {0} already.', shown) : null;
}
