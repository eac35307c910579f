// Measures things in the page. The callbacks run there, so they use nothing from outside of themselves.
import type { Locator } from 'playwright-core';

/** In pixels of the page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is used of the page's elements; the project has no browser types, since the product has no browser code. */
interface PageElement {
  readonly textContent: string;
  readonly ownerDocument: PageDocument;
  getBoundingClientRect(): Box;
}

interface PageDocument {
  createTreeWalker(root: PageElement, show: number): { nextNode(): { readonly textContent: string } | null };
  createRange(): {
    setStart(node: unknown, offset: number): void;
    setEnd(node: unknown, offset: number): void;
    getBoundingClientRect(): Box;
  };
}

/** Where a word of a located text stands. Rejects when the text does not hold it. */
export function boxOfWord(located: Locator, word: string): Promise<Box> {
  return located.first().evaluate((element: PageElement, wanted: string) => {
    const onlyText = 4;
    const walker = element.ownerDocument.createTreeWalker(element, onlyText);
    const range = element.ownerDocument.createRange();
    const start = element.textContent.replace(/\u00a0/g, ' ').indexOf(wanted);
    if (start < 0) throw new Error(`"${element.textContent}" does not hold "${wanted}"`);
    const end = start + wanted.length;
    let passed = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = node.textContent;
      if (passed <= start && start < passed + length) range.setStart(node, start - passed);
      if (passed < end && end <= passed + length) range.setEnd(node, end - passed);
      passed += length;
    }
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x, y, width, height };
  }, word);
}

/** Where each of the located elements stands. */
export function boxesOf(located: Locator): Promise<readonly Box[]> {
  return located.evaluateAll((elements: readonly PageElement[]) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    }),
  );
}
