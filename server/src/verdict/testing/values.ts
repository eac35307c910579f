import { type PolicyValue, securityLevels } from '../../policy/entry';
import { parsePolicyValue } from '../../policy/value';

/** A value that a lookup of Postfix takes, from its text with single blanks; null for `no entry`. */
export function valueOf(text: string): PolicyValue | null {
  if (text === 'no entry') return null;
  const { value, problems } = parsePolicyValue(text);
  if (value !== null) return value;
  // A wrong word for `ciphers` shows at the handshake only.
  if (problems.some(({ kind }) => kind !== 'bad-word')) throw new Error(`Postfix would not take "${text}"`);
  const [first = '', ...words] = text.split(' ');
  const level = securityLevels.find((each) => each === first) ?? 'none';
  return {
    level,
    attributes: words.map((word) => ({ name: word.split('=', 1).join(), value: word.replace(/^.*?=/, '') })),
  };
}
