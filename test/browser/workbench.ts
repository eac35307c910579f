// Where things are in VS Code's window, and how a person uses them. The class names are no API, hence they are all here.
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { until } from '../editor/until';
import { type Box, boxesOf, boxOfWord } from './geometry';

/** How long a menu or a hover may take before it is asked for again, in milliseconds. */
const retry = 3_000;

/** How long what an action leads to may take before the action is chosen again, in milliseconds. */
const patience = 15_000;

/** How long a light bulb takes to come, and then some, in milliseconds. */
const usually = 1_500;

/** A line of the open editor that reads exactly so. */
export function line(page: Page, text: string): Locator {
  return page.locator('.editor-instance .monaco-editor .view-line').filter({ hasText: reading(text) });
}

/** Spaces in an editor are not all the same character. */
function reading(text: string): RegExp {
  const pattern = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s');
  return new RegExp(`^${pattern}$`);
}

/** Opens a file by a double click in the Explorer, and waits for its first line. */
export async function openFromExplorer(page: Page, name: string): Promise<void> {
  const row = page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: reading(name) });
  await row.dblclick();
  await tab(page, name).waitFor();
}

/** Opens a file of the workspace by its name. */
export async function openByName(page: Page, name: string): Promise<void> {
  await chooseInQuickInput(page, 'Control+p', name, name);
  await tab(page, name).waitFor();
}

/** A row of the tree of the Test Explorer. */
export function testRow(page: Page, label: string): Locator {
  return page.locator('.test-explorer .monaco-list-row').filter({ hasText: label }).first();
}

/** The line above that tree that tells how many tests have passed of those that were run. */
export function testsPassed(page: Page, passed: number, run: number): Locator {
  return page.locator('.test-explorer').getByText(`${passed}/${run}`, { exact: true });
}

/** Leaves those tests in the tree whose labels hold a text, or that have a tag, as `@CONTROLLER:TAG`. */
export async function filterTests(page: Page, text: string): Promise<void> {
  await page.locator('.testing-filter-input, .test-explorer .suggest-input-container').first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** What is shown of a test below its line. */
export function testPeek(page: Page): Locator {
  return page.locator('.test-output-peek');
}

/** Draws the side bar as wide as that, in pixels. */
export async function widenSideBar(page: Page, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('no side bar is open');
  const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
  await page.mouse.move(edge, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + width, middle, { steps: 4 });
  await page.mouse.up();
}

/** Closes the editor that lies over the window: newer versions show settings and Workspace Trust in one. */
export async function closeModalEditor(page: Page): Promise<void> {
  const modal = page.locator('.monaco-modal-editor-block');
  const isModal = await appears(modal, retry);
  if (isModal) await modal.getByRole('button', { name: 'Close Modal Editor' }).click();
}

/** The tab of a file. */
export function tab(page: Page, name: string): Locator {
  return page.locator('.tabs-container .tab').filter({ hasText: name });
}

/** Puts the cursor on a line by its number, at a column counted from 1. */
export async function goToLine(page: Page, number: number, column = 1): Promise<void> {
  await chooseInQuickInput(page, 'Control+g', `:${number}:${column}`, `line ${number}`);
}

/** Runs a command from the palette by its title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await chooseInQuickInput(page, 'F1', `>${title}`, title);
}

/** Opens the box at the top with a key, types into it and chooses a row that holds a text. */
async function chooseInQuickInput(page: Page, key: string, text: string, row: string): Promise<void> {
  const box = page.locator('.quick-input-widget');
  const wanted = box.locator('.quick-input-list .monaco-list-row').filter({ hasText: row }).first();
  await until(`${row} chosen in the box at the top`, async () => {
    await page.keyboard.press(key);
    // A box that is just closing takes the new one with it, before the typing or before the click.
    const isChosen = await box
      .locator('input.input')
      .fill(text, { timeout: retry })
      .then(() => wanted.click({ timeout: retry }))
      .then(
        () => true,
        () => false,
      );
    if (isChosen) return true;
    await page.keyboard.press('Escape');
    return undefined;
  });
  await box.waitFor({ state: 'hidden' });
}

/** The middle of a word of a line, in pixels of the page. */
export async function placeOf(page: Page, text: string, word: string): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = await boxOfWord(line(page, text), word);
  return { x: x + width / 2, y: y + height / 2 };
}

export type Squiggle = 'error' | 'warning' | 'info' | 'hint';

/** Waits until a word of a line is underlined so. */
export async function underlined(page: Page, text: string, word: string, squiggle: Squiggle): Promise<void> {
  await line(page, text).waitFor();
  await until(`a squiggle (${squiggle}) below ${word} in ${text}`, async () => {
    const box = await boxOfWord(line(page, text), word);
    const boxes = await boxesOf(page.locator(`.squiggly-${squiggle}`));
    return boxes.some((other) => overlap(box, other)) ? true : undefined;
  });
}

/** A squiggle has no height of its own in some versions, so the line's counts. */
function overlap(word: Box, squiggle: Box): boolean {
  const sameLine = squiggle.y >= word.y - 2 && squiggle.y <= word.y + word.height + 2;
  return sameLine && squiggle.x < word.x + word.width && word.x < squiggle.x + squiggle.width;
}

/** Rests the pointer on a word until a hover with this text and, where it is asked for, with its quick fixes is shown. */
export async function hover(page: Page, text: string, word: string, says: string, fixes = false): Promise<Locator> {
  const shown = page.locator('.monaco-hover:not(.hidden)').filter({ hasText: says }).first();
  const wanted = fixes ? shown.getByRole('button', { name: 'Quick Fix' }) : shown;
  const { x, y } = await placeOf(page, text, word);
  await until(`a hover that says ${says}`, async () => {
    // A hover that is still there would keep the answer that it got.
    await page.mouse.move(2, 2);
    if (!(await disappears(page.locator('.monaco-hover:not(.hidden)').first(), 'hidden'))) return undefined;
    await page.mouse.move(x, y, { steps: 4 });
    // The workbench drops the question for fixes when any extension registers an action meanwhile.
    return appears(wanted, retry);
  });
  return shown;
}

/** The menu of a light bulb or of `Ctrl+.`. */
export function actionMenu(page: Page): Locator {
  return page.locator('.action-widget:not(.action-list-submenu-panel)');
}

/** An action of that menu. */
export function action(page: Page, title: string): Locator {
  return actionMenu(page).locator('.monaco-list-row.action').filter({ hasText: title });
}

/** Presses `Ctrl+.` until the menu offers this action, and returns it. */
export async function quickFix(page: Page, title: string): Promise<Locator> {
  const wanted = action(page, title).first();
  await until(`the quick fix ${title}`, async () => {
    await page.keyboard.press('Control+.');
    // The workbench drops the question when any extension registers an action meanwhile.
    if (await appears(wanted, retry)) return true;
    await page.keyboard.press('Escape');
    return undefined;
  });
  return wanted;
}

/**
 * Chooses a quick fix, until what it leads to is shown. The menu is drawn anew when any extension registers an action meanwhile,
 * and a click in that moment is lost.
 */
export async function chooseQuickFix(page: Page, title: string, effect: Locator): Promise<void> {
  await until(
    `what the quick fix ${title} leads to`,
    async () => {
      await (await quickFix(page, title)).click();
      return appears(effect, patience);
    },
    3 * patience,
  );
}

/** The light bulb, wherever the cursor's line has room for it. */
export function lightBulb(page: Page): Locator {
  return page.locator('.lightBulbWidget:visible, .margin [class*="codicon-gutter-lightbulb"]:visible');
}

/** Whether something that is not on the screen stays away for as long as it usually takes to come. */
export async function staysAway(located: Locator): Promise<boolean> {
  return (await appears(located.first(), usually)) === undefined;
}

/** Clicks the light bulb, and waits for an action of its menu. */
export async function clickLightBulb(page: Page, title: string): Promise<Locator> {
  await lightBulb(page).first().click();
  const wanted = action(page, title).first();
  await wanted.waitFor();
  return wanted;
}

/** A notification at the lower right that holds this text. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.locator('.notifications-toasts .notification-toast').filter({ hasText: text });
}

/** A button of a notification. */
export function button(notification: Locator, label: string): Locator {
  return notification.locator('.notification-list-item-buttons-container a.monaco-button').filter({ hasText: label });
}

/** The page that is shown in a Markdown preview. */
export function preview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

/** Saves the file, and waits until its tab says that it is saved. */
export async function save(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.locator('.tabs-container .tab:not(.dirty)').filter({ hasText: name }).waitFor();
}

/** Whether something is gone soon. */
export async function disappears(located: Locator, state: 'hidden' | 'detached'): Promise<true | undefined> {
  return located.waitFor({ state, timeout: retry }).then(
    () => true as const,
    () => undefined,
  );
}

async function appears(located: Locator, ms: number): Promise<true | undefined> {
  return located.waitFor({ timeout: ms }).then(
    () => true as const,
    () => undefined,
  );
}
