import { expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse';
import { isLoosened } from './loosened';

function valueOf(text: string) {
  const value = parsePolicy(`a.example ${text}\n`, { tableType: 'hash' }).entries[0]?.value.value;
  if (value == null) throw new Error(`no value: ${text}`);
  return value;
}

it.each<[before: string, after: string, loosened: boolean]>([
  ['secure protocols=>=TLSv1.3', 'secure', true],
  ['secure protocols=>=TLSv1.3', 'secure protocols=>=TLSv1.2', true],
  ['secure protocols=TLSv1.3', 'secure protocols=>=TLSv1.3', false],
  ['secure protocols=!SSLv2:!SSLv3', 'secure protocols=>=TLSv1.2', false],
  ['secure', 'secure protocols=>=TLSv1', false],
  ['secure ciphers=high', 'secure ciphers=medium', true],
  ['secure ciphers=high', 'secure', true],
  ['secure ciphers=medium', 'secure ciphers=high', false],
  ['secure exclude=RC4:MD5', 'secure exclude=rc4', true],
  ['secure exclude=RC4', 'secure exclude=MD5:rc4', false],
  ['secure servername=hostname', 'secure', false],
])('%s, then %s: %s', (before, after, loosened) => {
  expect(isLoosened(valueOf(before), valueOf(after))).toBe(loosened);
});
