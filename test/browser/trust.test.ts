import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { photographFailure } from './photograph';
import { type Session, startSession } from './session';
import {
  button,
  chooseQuickFix,
  closeModalEditor,
  goToLine,
  line,
  openFromExplorer,
  save,
  toast,
  underlined,
} from './workbench';

const file = 'tls_policy';

describe('a folder that is not trusted', () => {
  let session: Session;
  let original: string;

  beforeAll(async () => {
    session = await startSession({ open: file, workspaceTrust: true });
    original = await session.onDisk(file);
    await session.page.locator('.statusbar').getByText('Restricted Mode').waitFor();
  });
  afterAll(() => session.end());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await photographFailure(session.page, task.name);
  });

  const probeDane = async (effect: Locator): Promise<void> => {
    await goToLine(session.page, original.split('\n').indexOf('dane-ee.example') + 1);
    await chooseQuickFix(session.page, 'Probe dane-ee.example and insert its entry', effect);
  };
  const manageTrust = (): Locator =>
    button(toast(session.page, 'needs a trusted workspace'), 'Manage Workspace Trust').first();

  test('is checked', async () => {
    await underlined(session.page, 'mpg.de encrypt', 'encrypt', 'warning');
    await underlined(session.page, '*.mpg.de encrypt', '*.mpg.de', 'error');
  });

  test('is not probed, and nothing is contacted', async () => {
    const { page, lab } = session;
    await probeDane(manageTrust());
    expect(lab.questions()).toEqual([]);
    expect(lab.connections()).toEqual([]);
    await save(page, file);
    expect(await session.onDisk(file)).toBe(original);
  });

  test('is probed once it is trusted, without a restart', async () => {
    const { page, lab } = session;
    await probeDane(manageTrust());
    await manageTrust().click();
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await page.locator('.statusbar').getByText('Restricted Mode').waitFor({ state: 'hidden' });
    await closeModalEditor(page);
    await openFromExplorer(page, file);
    await probeDane(line(page, 'dane-ee.example dane'));
    expect(lab.questions()).not.toEqual([]);
  });
});
