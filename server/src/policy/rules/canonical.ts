import type { PolicyEntry } from '../document';
import { formatPolicyValue } from '../entry';

/** Equal for values that Postfix takes alike: level and attribute names in any case, any separators. */
export function canonical({ value }: PolicyEntry): string {
  if (value.value !== null) return formatPolicyValue(value.value);
  return [value.level?.text ?? '', ...value.attributes.map(({ token }) => token.text)].join(' ');
}
