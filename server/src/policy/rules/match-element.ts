import { nearest } from '../../text/nearest';
import type { PolicyEntry } from '../document';
import { isHostName, keyKind } from '../key';
import { type Element, elementsOf, soundAttributes } from './attribute';

/** The words of match= at levels verify and secure, in any case. */
export const matchWords = ['nexthop', 'dot-nexthop', 'hostname'] as const;

/** What an element of match= can do at levels verify and secure (add_namechecks() of tls_client.c). */
export type MatchElement = Element &
  (
    | { readonly kind: 'word'; readonly word: (typeof matchWords)[number] }
    /** `mx.example.net`, or `.example.net` for the names below it. */
    | { readonly kind: 'name' | 'suffix' }
    /** One label, which no public certification authority certifies. */
    | { readonly kind: 'label' }
    /** `*.example.net`: only a certificate with that very wildcard. */
    | { readonly kind: 'wildcard' }
    /** Equals no name that a certificate can carry. */
    | { readonly kind: 'never'; readonly because: WhyNever; readonly meant: string | null }
  );

export type WhyNever = 'separator' | 'misspelt' | 'wildcard' | 'dot' | 'address' | 'trailing-dot' | 'no-name';

/** Of the entry that was asked for last: the rules are run on one entry after the other. */
let last: { readonly entry: PolicyEntry; readonly elements: readonly MatchElement[] } | null = null;

/**
 * The elements of all match= of an entry at level verify or secure, which Postfix joins; none at other levels. Kept, since
 * several rules ask for them.
 */
export function matchElements(entry: PolicyEntry): readonly MatchElement[] {
  if (entry.value.attributes.length === 0) return [];
  if (last?.entry !== entry) last = { entry, elements: readMatchElements(entry) };
  return last.elements;
}

function readMatchElements(entry: PolicyEntry): readonly MatchElement[] {
  const level = entry.value.level?.text.toLowerCase();
  if (level !== 'secure' && level !== 'verify') return [];
  const found: MatchElement[] = [];
  for (const { value } of soundAttributes(entry, 'match')) {
    if (isIpv6(value.text)) {
      found.push({ ...value, ...never('address') });
      continue;
    }
    const elements = elementsOf(value, ':');
    for (const [index, element] of elements.entries()) {
      // The scheme of a URL, which the colon cuts off.
      const isScheme = elements[index + 1]?.text.startsWith('//') === true;
      found.push(isScheme ? { ...element, ...never('no-name') } : classify(element));
    }
  }
  return found;
}

const longestIpv6 = '[ipv6:0000:0000:0000:0000:0000:ffff:255.255.255.255]'.length;

/** An IPv6 address, which is cut at its colons. */
function isIpv6(text: string): boolean {
  // Nearly all values are names, and some are very long.
  if (text.length > longestIpv6 || !text.includes(':') || !/\d/.test(text)) return false;
  const address = text.replace(/^\[|\]$/g, '');
  return keyKind(`[${address.toLowerCase()}]`) === 'address';
}

/** Whether Postfix can verify no certificate at all with these elements. */
export function canNeverMatch(elements: readonly MatchElement[]): boolean {
  return elements.every(({ kind }) => kind === 'never');
}

type Kind = MatchElement extends infer Each ? (Each extends MatchElement ? Omit<Each, keyof Element> : never) : never;

function never(because: WhyNever, meant: string | null = null): Kind {
  return { kind: 'never', because, meant };
}

/** What nearly every element is: two labels or more, none of which is strange, and the last one no number. */
const plainName = /^\.?(?:[a-z\d_]+(?:-+[a-z\d_]+)*\.)+[a-z][a-z\d]*$/i;

function classify(element: Element): MatchElement {
  const { text, span } = element;
  if (text.length <= 63 && plainName.test(text)) return { text, span, kind: text.startsWith('.') ? 'suffix' : 'name' };
  return { ...element, ...kindOf(text) };
}

function kindOf(text: string): Kind {
  const folded = text.toLowerCase();
  const word = matchWords.find((each) => each === folded);
  if (word !== undefined) return { kind: 'word', word };
  if (/[|;]/.test(text)) return never('separator', text.replace(/[|;]+/g, ':').replace(/^:|:$/g, ''));
  if (/^\.+$/.test(text)) return never('dot');
  if (text.includes('*')) {
    return /^\*\.[^*]+$/.test(text) && isHostName(text.slice(2)) ? { kind: 'wildcard' } : never('wildcard');
  }
  const name = text.startsWith('.') ? text.slice(1) : text;
  const misspelt = name.slice(0, -1).includes('.') ? null : nearest(name.toLowerCase().replace(/\.$/, ''), matchWords);
  if (misspelt !== null) return never('misspelt', misspelt);
  if (/^[\d.]+$/.test(name)) return never('address');
  if (name.endsWith('.') && isHostName(name.slice(0, -1))) return never('trailing-dot', text.slice(0, -1));
  if (!isHostName(name)) return never('no-name');
  if (text.startsWith('.')) return { kind: 'suffix' };
  return { kind: name.includes('.') ? 'name' : 'label' };
}
