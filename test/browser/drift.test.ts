import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DriftKind, driftKinds, driftTruth } from '../../lab/drift';
import { driftLab } from '../editor/drift-worlds';
import { driftingList } from '../editor/drifting-list';
import { photograph, photographFailure } from './photograph';
import { type Session, startSession } from './session';
import {
  button,
  filterTests,
  goToLine,
  openByName,
  runCommand,
  testPeek,
  testRow,
  testsPassed,
  toast,
  underlined,
  widenSideBar,
} from './workbench';

const { lines, drifted } = driftingList;
const file = 'partners.tls_policy';
/** Milliseconds that 500 entries may take on a machine with much else to do. */
const patience = 60_000;

/** What the tree says of an entry that drifted so, by its icon and in words. */
function shownOf(kind: DriftKind): readonly [icon: string, words: string] {
  switch (driftTruth[kind].outcome) {
    case 'deferred':
      return ['failed', 'fails: mail is deferred'];
    case 'bounced':
      return ['failed', 'fails: mail bounces'];
    case 'weaker':
      return ['passed', 'protects nothing now'];
  }
}

describe('a list of 500 entries on 60 hosts, of which 40 drift while the editor is open', () => {
  let session: Session;
  beforeAll(async () => {
    session = await startSession({ lab: driftLab('before') });
    // Nothing but the list, so that all tests are its entries.
    for (const name of readdirSync(session.workspace)) rmSync(join(session.workspace, name), { recursive: true });
    writeFileSync(join(session.workspace, file), lines.map((line) => `${line}\n`).join(''));
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await photographFailure(session.page, task.name);
  });
  afterAll(() => session.end());

  /** Runs all tests, and says yes to the question. */
  async function verifyAll(): Promise<void> {
    const question = toast(session.page, `of ${lines.length} domains`);
    await runCommand(session.page, 'Test: Run All Tests');
    await button(question, 'Verify').click();
    await question.waitFor({ state: 'detached' });
  }

  test('all of it holds at first', { timeout: 2 * patience }, async () => {
    const { page } = session;
    await openByName(page, file);
    await runCommand(page, 'Testing: Focus on Test Explorer View');
    await widenSideBar(page, 440);
    await testRow(page, file).click();
    await page.keyboard.press('ArrowRight');
    await testRow(page, 'e0.self-signed.example').waitFor();
    await verifyAll();
    await testsPassed(page, lines.length, lines.length).waitFor({ timeout: patience });
    await testRow(page, 'e0.self-signed.example').filter({ hasText: 'holds' }).waitFor();
  });

  test('then each drift is shown as what it is, and nothing else fails', { timeout: 2 * patience }, async () => {
    const { page } = session;
    await session.changeLab(driftLab('after'));
    await verifyAll();
    const failures = [...drifted.values()].filter((kind) => driftTruth[kind].outcome !== 'weaker');
    await testsPassed(page, lines.length - failures.length, lines.length).waitFor({ timeout: patience });
    await filterTests(page, '@postfixTlsPolicy.verify:weaker');
    await testRow(page, 'e0.self-signed.example').waitFor({ state: 'detached' });
    await testRow(page, 'e3.tlsa-gone.example').waitFor();
    await filterTests(page, 'e0.');
    for (const kind of driftKinds) {
      const [icon, words] = shownOf(kind);
      const row = testRow(page, `e0.${kind}.example`);
      await row.filter({ hasText: words }).waitFor();
      await row.locator(`.codicon-testing-${icon}-icon`).first().waitFor();
    }
    await testRow(page, 'e0.steady.example').filter({ hasText: 'holds' }).waitFor();
    const [first = ''] = lines;
    await underlined(page, first, 'e0.self-signed.example', 'error');
  });

  test('and the message at an entry tells what it demands and what was seen', async () => {
    const { page } = session;
    await goToLine(page, lines.findIndex((line) => line.startsWith('e0.expired.')) + 1);
    await runCommand(page, 'Test: Peek Output');
    const peek = testPeek(page);
    await peek.getByText('fails: mail is deferred. mx.expired.example').first().waitFor();
    await peek.getByText('a certificate has expired').first().waitFor();
    await runCommand(page, 'Notifications: Clear All Notifications');
    // Wide enough for the two sides of the message, and no longer than what is told there.
    await page.setViewportSize({ width: 1300, height: 435 });
    await photograph(page, 'drift');
    expect(session.lab.connections().length).toBeLessThan(180);
  });
});
