/** Texts one behind the other, so that each can be told from the next: one that ends like no sentence, such as a reply of Postfix, gets a full stop before it. */
export function inOneLine(texts: readonly string[]): string {
  return texts.map((text, index) => (index === texts.length - 1 || /[.!?…]$/.test(text) ? text : `${text}.`)).join(' ');
}
