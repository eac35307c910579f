import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../editor/until';
import { photograph, photographFailure } from './photograph';
import { type Session, startSession } from './session';
import {
  actionMenu,
  disappears,
  goToLine,
  hover,
  lightBulb,
  line,
  openFromExplorer,
  preview,
  quickFix,
  runCommand,
  type Squiggle,
  save,
  staysAway,
  underlined,
} from './workbench';

/** What a person sees of `examples/tls_policy`: the line, the underlined word, how it is underlined. */
const policyMistakes: readonly (readonly [string, string, Squiggle])[] = [
  ['mpg.de encrypt', 'encrypt', 'warning'],
  ['*.mpg.de encrypt', '*.mpg.de', 'error'],
  ['secure-wildcard.example securee', 'securee', 'error'],
  ['sts-own.example secure # agreed with their postmaster', '# agreed', 'error'],
  ['dane-ta.example dane match=mx.dane-ta.example', 'match', 'error'],
];

/** Of `examples/main.cf`. */
const mainCfMistakes: readonly (readonly [string, string, Squiggle])[] = [
  ['smtp_use_tls = yes', 'smtp_use_tls', 'warning'],
  ['smtp_tls_security_level = dane', 'dane', 'error'],
];

describe('editing, without the network', () => {
  let session: Session;

  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(() => session.end());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await photographFailure(session.page, task.name);
    await session.page.keyboard.press('Escape');
  });

  const lineNumber = async (name: string, text: string): Promise<number> =>
    (await session.onDisk(name)).split('\n').indexOf(text) + 1;

  test('a policy table opens with its mistakes underlined, and a hover tells what Postfix does', async () => {
    const { page } = session;
    await openFromExplorer(page, 'tls_policy');
    for (const [text, word, squiggle] of policyMistakes) await underlined(page, text, word, squiggle);
    await hover(page, 'mpg.de encrypt', 'encrypt', 'any certificate will do', true);
    await photograph(page, 'squiggles');
  });

  test('the link in the hover opens the page of the rule', async () => {
    const { page } = session;
    const shown = await hover(page, '*.mpg.de encrypt', '*.mpg.de', 'never matches');
    await shown.getByRole('link', { name: 'dead-wildcard-key' }).click();
    await preview(page).getByText('Rule: dead-wildcard-key').waitFor();
    await runCommand(page, 'View: Close All Editors');
  });

  test('main.cf opens with its mistakes underlined', async () => {
    const { page } = session;
    await openFromExplorer(page, 'main.cf');
    for (const [text, word, squiggle] of mainCfMistakes) await underlined(page, text, word, squiggle);
    await hover(page, 'smtp_tls_security_level = dane', 'dane', 'smtp_dns_support_level');
    await photograph(page, 'main-cf');
  });

  test('a comment behind a value goes to the line above by its quick fix', async () => {
    const { page } = session;
    const mistake = 'sts-own.example secure # agreed with their postmaster';
    await openFromExplorer(page, 'tls_policy');
    await goToLine(page, await lineNumber('tls_policy', mistake), mistake.indexOf('#') + 1);
    await (await quickFix(page, 'Move the comment to the line above')).click();
    await line(page, 'sts-own.example secure').waitFor();
    await save(page, 'tls_policy');
    expect(await session.onDisk('tls_policy')).toContain('\n# agreed with their postmaster\nsts-own.example secure\n');
  });

  test('fix-all mends what is safe and leaves the rest', async () => {
    const { page } = session;
    const before = await session.onDisk('main.cf');
    await openFromExplorer(page, 'main.cf');
    await underlined(page, 'smtp_use_tls = yes', 'smtp_use_tls', 'warning');
    // Fixes that touch each other wait for the next round.
    await until('nothing left to mend', async () => {
      await runCommand(page, 'Fix All');
      const left = line(page, 'smtp_use_tls = yes').or(line(page, 'smtp_enforce_tls = no'));
      return disappears(left.first(), 'detached');
    });
    await save(page, 'main.cf');
    const after = await session.onDisk('main.cf');
    expect(after).toBe(before.replace('smtp_use_tls = yes\nsmtp_enforce_tls = no\n', ''));
  });

  test('a healthy line has no light bulb, and still a probe', async () => {
    const { page } = session;
    await openFromExplorer(page, 'tls_policy');
    await goToLine(page, await lineNumber('tls_policy', 'mpg.de encrypt'));
    await lightBulb(page).first().waitFor();
    await goToLine(page, await lineNumber('tls_policy', 'secure-mx-name.example secure'));
    await lightBulb(page).first().waitFor({ state: 'hidden' });
    expect(await staysAway(lightBulb(page))).toBe(true);
    await quickFix(page, 'Probe secure-mx-name.example and insert its entry');
    expect(await actionMenu(page).getByText('Quick Fix').count()).toBe(0);
  });
});
