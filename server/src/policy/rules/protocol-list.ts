import { compareVersions } from '../../language/postfix-versions';
import type { RuleContext } from '../../language/rule';
import {
  enabledProtocols,
  newestOffered,
  type ProtocolItem,
  type ProtocolName,
  readProtocolItem,
} from '../../postfix/protocols';
import type { PolicyEntry } from '../document';
import { type Element, elementsOf, type SoundAttribute, soundAttributes } from './attribute';

export interface ProtocolList {
  readonly attribute: SoundAttribute;
  readonly elements: readonly (Element & { readonly item: ProtocolItem })[];
  /** Whether Postfix can read all of it. */
  readonly isValid: boolean;
  /** From old to new. */
  readonly enabled: readonly ProtocolName[];
  readonly newest: ProtocolName | null;
}

/** The protocol lists of an entry; in a table their elements are separated by colons only. */
export function protocolLists(entry: PolicyEntry): readonly ProtocolList[] {
  const attributes = soundAttributes(entry, 'protocols');
  return attributes.length === 0 ? none : attributes.map(readList);
}

const none: readonly ProtocolList[] = [];

function readList(attribute: SoundAttribute): ProtocolList {
  const elements = elementsOf(attribute.value, ':').map((element) => ({
    ...element,
    item: readProtocolItem(element.text),
  }));
  const enabled = enabledProtocols(elements.map(({ item }) => item));
  return {
    attribute,
    elements,
    isValid: elements.every(({ item }) => item.kind !== 'invalid'),
    enabled,
    newest: newestOffered(enabled),
  };
}

/** TLS 1.2 and newer, in the oldest form that all the releases know. */
export function modernProtocols({ postfix }: RuleContext): string {
  const knowsBounds = !postfix.stated || compareVersions(postfix.from, '3.6') >= 0;
  return knowsBounds ? '>=TLSv1.2' : '!SSLv2:!SSLv3:!TLSv1:!TLSv1.1';
}
