import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { photograph, photographFailure } from './photograph';
import { type Session, startSession } from './session';
import {
  button,
  clickLightBulb,
  goToLine,
  line,
  openFromExplorer,
  preview,
  quickFix,
  runCommand,
  save,
  tab,
  toast,
  underlined,
} from './workbench';

const file = 'tls_policy';
/** A domain of the lab whose host takes six seconds to greet: time enough to press a button. */
const slow = 'postscreen.example';

describe('probing a domain of the example', () => {
  let session: Session;
  let original: string;

  beforeAll(async () => {
    session = await startSession({ open: file });
    original = await session.onDisk(file);
    await underlined(session.page, 'mpg.de encrypt', 'encrypt', 'warning');
    await openFromExplorer(session.page, file);
    // Room for the lines and what is shown beside them.
    await runCommand(session.page, 'View: Toggle Primary Side Bar Visibility');
  });
  afterAll(() => session.end());

  beforeEach(() => runCommand(session.page, 'Notifications: Clear All Notifications'));
  afterEach(async ({ task }) => {
    const { page } = session;
    if (task.result?.state === 'fail') await photographFailure(page, task.name);
    // What a test has opened beside the file.
    await tab(page, file).click();
    await runCommand(page, 'View: Close Editors in Other Groups');
  });

  const goTo = async (text: string): Promise<void> => {
    await tab(session.page, file).click();
    await goToLine(session.page, original.split('\n').indexOf(text) + 1);
  };
  const probe = async (domain: string): Promise<void> =>
    (await quickFix(session.page, `Probe ${domain} and insert its entry`)).click();
  const savedText = async (): Promise<string> => {
    await save(session.page, file);
    return session.onDisk(file);
  };
  const undoAndSave = async (): Promise<string> => {
    await session.page.keyboard.press('Control+z');
    return savedText();
  };

  test('the light bulb of mpg.de: confirm the names, see the line and where they come from, undo', async () => {
    const { page } = session;
    await goTo('mpg.de encrypt');
    const offer = await clickLightBulb(page, 'Probe mpg.de and insert its entry');
    await photograph(page, 'light-bulb');
    await offer.click();

    const question = toast(page, 'came from plain DNS');
    await question.waitFor();
    await question.getByText('mx1.provider.example').first().waitFor();
    await toast(page, 'Probing mpg.de').waitFor({ state: 'detached' });
    await photograph(page, 'confirm');
    await button(question, 'Insert').click();

    const entry = 'mpg.de secure match=mx1.provider.example:mx2.provider.example';
    await line(page, entry).waitFor();
    const told = toast(page, `Inserted: ${entry}`);
    await told.waitFor();
    await photograph(page, 'inserted');

    const written = (await savedText()).split('\n');
    const place = written.indexOf(entry);
    expect(written[place - 1]).toMatch(/^# .*mx1\.provider\.example/);
    expect(written.toSpliced(place - 1, 2, 'mpg.de encrypt').join('\n')).toBe(original);

    await page.locator('.monaco-editor .view-lines').first().click();
    expect(await undoAndSave()).toBe(original);
  });

  test('Show evidence opens the report, and the question stays until it is answered', async () => {
    const { page } = session;
    await goTo('mpg.de encrypt');
    await probe('mpg.de');
    await button(toast(page, 'came from plain DNS'), 'Show evidence').click();
    const report = preview(page);
    await report.getByRole('heading', { name: 'mpg.de' }).first().waitFor();
    await report.getByText('mx1.provider.example').first().waitFor();
    await button(toast(page, 'came from plain DNS'), 'Cancel').click();
    await toast(page, 'came from plain DNS').waitFor({ state: 'detached' });
    await photograph(page, 'evidence');
    expect(await session.onDisk(file)).toBe(original);
    expect(await savedText()).toBe(original);
  });

  test('a domain with DANE gets its line without a question', async () => {
    const { page } = session;
    await goTo('dane-ee.example');
    await probe('dane-ee.example');
    await line(page, 'dane-ee.example dane').waitFor();
    await toast(page, 'Inserted: dane-ee.example dane').waitFor();
    expect(await savedText()).toBe(original.replace('\ndane-ee.example\n', '\ndane-ee.example dane\n'));
    expect(await undoAndSave()).toBe(original);
  });

  test('where nothing can be guaranteed the file stays, and the message says why', async () => {
    const { page } = session;
    await goTo('self-signed.example');
    await probe('self-signed.example');
    const told = toast(page, 'self-signed.example: nothing can be guaranteed');
    await told.waitFor();
    await toast(page, 'Probing self-signed.example').waitFor({ state: 'detached' });
    await photograph(page, 'nothing-guaranteed');
    await button(told, 'Show evidence').click();
    await preview(page).getByRole('heading', { name: 'self-signed.example' }).first().waitFor();
    expect(await savedText()).toBe(original);
  });

  test('a good entry stays, and the message says so', async () => {
    const { page } = session;
    await goTo('dane-ee-pkix.example dane');
    await probe('dane-ee-pkix.example');
    await toast(page, 'dane-ee-pkix.example: the entry stays as it is').waitFor();
    expect(await savedText()).toBe(original);
  });

  test('a running probe tells what it asks, and is cancelled from its notification', async () => {
    const { page } = session;
    await goTo('dead.example');
    await page.keyboard.press('End');
    await page.keyboard.type(`\n${slow}`);
    await probe(slow);
    const progress = toast(page, `Probing ${slow}`);
    await progress.getByText(`mx.${slow}`).waitFor();
    await button(progress, 'Cancel').click();
    await progress.waitFor({ state: 'detached' });
    expect(await savedText()).toBe(original.replace('dead.example\n', `dead.example\n${slow}\n`));
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await line(page, slow).waitFor({ state: 'detached' });
    expect(await savedText()).toBe(original);
  });

  test('when the network goes away under a probe, the domain could not be tested', async () => {
    const { page, stopLab } = session;
    await goTo('dead.example');
    await page.keyboard.press('End');
    await page.keyboard.type(`\n${slow}`);
    await probe(slow);
    await toast(page, `Probing ${slow}`).getByText(`mx.${slow}`).waitFor();
    await stopLab();
    await toast(page, `${slow} could not be tested`).waitFor();
    expect(await savedText()).toBe(original.replace('dead.example\n', `dead.example\n${slow}\n`));
  });
});
