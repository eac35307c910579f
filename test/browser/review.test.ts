import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { photograph, photographFailure } from './photograph';
import { type Session, startSession } from './session';
import { preview, runCommand, toast } from './workbench';

const file = 'partners.tls_policy';
const base = '# Partners\ndane-ee.example dane\nmpg.de secure match=.mpg.de\nself-signed.example secure\n';
const head = '# Partners\ndane-ee.example secure\nmpg.de encrypt\nsecure-nexthop-name.example secure\n';

let session: Session;
beforeAll(async () => {
  session = await startSession();
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd: session.workspace });
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(join(session.workspace, file), base);
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
