import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { photograph, photographFailure } from './photograph';
import { type Session, startSession } from './session';
import { openByName, preview, runCommand, testRow, toast, underlined, widenSideBar } from './workbench';

const file = 'partners.tls_policy';
const base = '# Partners\ndane-ee.example dane\nmpg.de secure match=.mpg.de\nself-signed.example secure\n';
const head = '# Partners\ndane-ee.example secure\nmpg.de encrypt\nsecure-nexthop-name.example secure\n';

/** Entries of another list that were right once, what verification says of each now, and how the Test Explorer shows it. */
const drift = [
  ['dane-ee.example dane', 'holds', 'passed'],
  ['dane-ee-pkix.example encrypt', 'could be stronger', 'passed'],
  ['secure-nexthop-name.example dane', 'protects nothing now', 'passed'],
  ['dane-wrong-digest.example dane', 'fails: mail is deferred', 'failed'],
  ['expired.example secure', 'fails: mail is deferred', 'failed'],
  ['wrong-name.example secure', 'fails: mail is deferred', 'failed'],
  ['self-signed.example secure', 'fails: mail is deferred', 'failed'],
  ['refused.example secure', 'could not be tested', 'skipped'],
] as const;
const drifted = 'drifted.tls_policy';

let session: Session;
beforeAll(async () => {
  session = await startSession();
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd: session.workspace });
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(join(session.workspace, file), base);
  writeFileSync(join(session.workspace, drifted), drift.map(([line]) => `${line}\n`).join(''));
  git('add', '--all', '.');
  git('commit', '--quiet', '--no-verify', '--message=Begin');
  writeFileSync(join(session.workspace, file), head);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photographFailure(session.page, task.name);
});
afterAll(() => session.end());

test('a review stands in the diff, with a thread at each change, and beside it as a whole', async () => {
  const { page } = session;
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await runCommand(page, 'Postfix TLS Policy: Review Policy Changes Against');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: 'Working tree' }).click();
  await rows.filter({ hasText: 'where it left the default branch' }).click();
  await toast(page, /Reviewed 4 changes/).waitFor();
  await preview(page).getByText('needs a reason').first().waitFor();
  const thread = page.locator('.review-widget').filter({ hasText: 'mpg.de: needs a reason' }).first();
  await thread.waitFor();
  expect(await thread.locator('.action-label').count()).toBeGreaterThan(1);
  await runCommand(page, 'Notifications: Clear All Notifications');
  await photograph(page, 'review');
});

test('what drifted of a list stands in the Test Explorer, with each outcome', async () => {
  const { page } = session;
  await runCommand(page, 'Postfix TLS Policy: Close the Review');
  await runCommand(page, 'View: Close All Editors');
  await openByName(page, drifted);
  await runCommand(page, 'Testing: Focus on Test Explorer View');
  await runCommand(page, 'View: Hide Panel');
  await widenSideBar(page, 520);
  await testRow(page, drifted).click();
  await page.keyboard.press('ArrowRight');
  await testRow(page, 'dane-ee.example').waitFor();
  await runCommand(page, 'Postfix TLS Policy: Verify All Entries of This File');
  for (const [line, words, state] of drift) {
    const [key = ''] = line.split(' ');
    const row = testRow(page, key);
    await row.filter({ hasText: words }).waitFor();
    await row.locator(`.codicon-testing-${state}-icon`).first().waitFor();
  }
  await underlined(page, 'self-signed.example secure', 'self-signed.example', 'error');
  await runCommand(page, 'Notifications: Clear All Notifications');
  // As high as what is told.
  await page.setViewportSize({ width: 1240, height: 380 });
  await photograph(page, 'outcomes');
});
