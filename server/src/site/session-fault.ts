import { readProtocolItem } from '../postfix/protocols';
import { visible } from '../text/escape';

/** What a client asks of a TLS session; null for what is not known. */
interface SessionTerms {
  readonly protocols: string | null;
  readonly ciphers: string | null;
  readonly exclude: string | null;
}

const grades: ReadonlySet<string> = new Set(['high', 'medium', 'low', 'export', 'null']);

/** Why no TLS session begins by such terms, in the words that smtp(8) logs; null where nothing in them is wrong. */
export function sessionFault({ protocols, ciphers, exclude }: SessionTerms): string | null {
  const items = elementsOf(protocols).map(readProtocolItem);
  if (items.some(({ kind }) => kind === 'invalid'))
    return `Invalid TLS protocol list "${visible(protocols ?? '')}": aborting TLS session`;
  if (ciphers !== null && ciphers !== '' && !grades.has(ciphers.toLowerCase()))
    return `invalid cipher grade: "${visible(ciphers)}"`;
  const signed = elementsOf(exclude).find((element) => /^[!+\-@]/.test(element));
  return signed === undefined ? null : `invalid unary '!+-@' in cipher exclusion: ${visible(signed)}`;
}

function elementsOf(list: string | null): readonly string[] {
  return (list ?? '').split(/[\s,:]+/).filter((element) => element !== '');
}
