import { parseAddress } from '../screening/address-bytes';

/** What may be an IP address: with the prefix of an address literal (RFC 5321 section 4.1.3), and what ends a sentence. */
const candidates = /(?:IPv6:)?(?:(?=[0-9A-Fa-f.]*:)[0-9A-Fa-f:.]{2,}|\d{1,3}(?:\.\d{1,3}){3})/gi;

/** Replaces each IP address in a text, in whatever spelling, by what `replace` makes of its bytes; null leaves it as it is. */
export function replaceAddresses(text: string, replace: (address: Uint8Array) => string | null): string {
  return text.replace(candidates, (found) => {
    const bare = found.replace(/^IPv6:/i, '');
    // A full stop or a colon behind it may belong to the sentence.
    for (const end of ['', /[.:]$/, /[.:]{2}$/] as const) {
      const address = bare.replace(end, '');
      const bytes = parseAddress(address);
      if (bytes === null) continue;
      const instead = replace(bytes);
      return instead === null ? found : instead + bare.slice(address.length);
    }
    return found;
  });
}

/** 127.0.0.0/8, ::1 and :: say nothing about anybody. */
export function isAnonymous(address: Uint8Array): boolean {
  if (address.length === 4) return address[0] === 127 || address.every((byte) => byte === 0);
  return address.subarray(0, 15).every((byte) => byte === 0) && (address[15] ?? 0) <= 1;
}

/** How an IPv4 address is written inside host names: its numbers in either order, and as eight hexadecimal digits. */
export function spellingsInNames(address: Uint8Array): readonly RegExp[] {
  if (address.length !== 4) return [];
  const numbers = Array.from(address, (byte) => `0{0,2}${byte}`);
  const separated = [numbers, numbers.toReversed()].map((each) => new RegExp(`(?<!\\d)${each.join('[-._x]')}(?!\\d)`));
  return [...separated, new RegExp(Buffer.from(address).toString('hex'), 'i')];
}
