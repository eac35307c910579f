import type { PolicyValue } from '../policy/entry';
import { enabledProtocols, type ProtocolName, readProtocolItem } from '../postfix/protocols';

/** From weak to strong; Postfix takes the first two for the third today. */
const grades = ['null', 'export', 'low', 'medium', 'high'];

/**
 * Whether an entry lets a session come about that it did not before, by its protocols and ciphers: a restriction is gone, or is
 * not as tight. What main.cf says where it has none is not known, but the entry said that it was not enough.
 */
export function isLoosened(before: PolicyValue, after: PolicyValue): boolean {
  const restricts = (name: string): boolean => wordsOf(before, name).length > 0;
  return (
    (restricts('protocols') && !isSubset(protocolsOf(after), protocolsOf(before))) ||
    (restricts('ciphers') && gradeOf(after) < gradeOf(before)) ||
    (restricts('exclude') && !isSubset(folded(before, 'exclude'), folded(after, 'exclude')))
  );
}

/** All of them where nothing is said. */
function protocolsOf(value: PolicyValue): readonly ProtocolName[] {
  return enabledProtocols(wordsOf(value, 'protocols').map(readProtocolItem));
}

function gradeOf(value: PolicyValue): number {
  return grades.indexOf(wordsOf(value, 'ciphers').at(-1)?.toLowerCase() ?? '');
}

function folded(value: PolicyValue, name: string): readonly string[] {
  return wordsOf(value, name).map((word) => word.toUpperCase());
}

function wordsOf({ attributes }: PolicyValue, name: string): readonly string[] {
  return attributes
    .filter((attribute) => attribute.name === name)
    .flatMap(({ value }) => value.split(/[\s:,]+/))
    .filter((word) => word !== '');
}

function isSubset<T>(inner: readonly T[], outer: readonly T[]): boolean {
  return inner.every((item) => outer.includes(item));
}
