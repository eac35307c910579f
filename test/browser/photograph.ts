import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { cache, images } from '../editor/paths';

/** In bytes: the README is read over slow lines, too. */
const largest = 300_000;

/**
 * Takes a picture of the window. With `UPDATE_IMAGES=1` it becomes a picture of the documentation, else it lies in the
 * cache: pictures differ with every font, and a test run leaves the work tree as it was.
 */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env['UPDATE_IMAGES'] === '1' ? images : join(cache, 'images');
  await mkdir(folder, { recursive: true });
  const picture = await page.screenshot({ animations: 'disabled', caret: 'initial' });
  expect(picture.length, `the size of ${name}.png`).toBeLessThan(largest);
  await writeFile(join(folder, `${name}.png`), picture);
}

/** Keeps a picture of what was on the screen when a test failed. */
export async function photographFailure(page: Page, test: string): Promise<void> {
  const folder = join(cache, 'failures');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${test.replace(/[^\w.-]+/g, '-').slice(0, 100)}.png`);
  await page.screenshot({ path: file, timeout: 5_000 });
  console.log(`The screen at the failure: ${file}`);
}
