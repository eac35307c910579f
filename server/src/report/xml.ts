import { visible, wholeText } from './escape';

/** An element as written: attributes in their order, and what is inside, which is well-formed already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inside: readonly string[] = [],
): string {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${xmlText(String(value))}"`)].join(
    ' ',
  );
  return inside.length === 0 ? `<${start}/>` : `<${start}>${inside.join('')}</${name}>`;
}

/**
 * Text for an element or an attribute in double quotes. XML 1.0 has no way to write most control characters, lone surrogates
 * and U+FFFE, so those are made visible, and with them whatever a terminal or an editor would obey.
 */
export function xmlText(text: string, limit = wholeText): string {
  return visible(text, limit)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
