import type { Page } from 'playwright-core';
import { findChromium, startChromium } from '../editor/chromium';
import { type CodeServer, startCodeServer } from '../editor/code-server';
import type { Absent } from '../editor/desktop';
import { type CodeServerInstallation, installCodeServer } from '../editor/install-code-server';
import { root } from '../editor/paths';
import { withDeadline } from './deadline';
import type { Launcher, Suite, SuiteEnd } from './launcher';

/** Without native modules VS Code complains about each; none of them matters here. */
const knownComplaints = /bindings file|native-watchdog|spdlog/;

/** Code-server with a browser to drive it, where both are to be had. */
export async function findCodeServerLauncher(): Promise<Launcher | Absent> {
  const chromium = findChromium();
  if (chromium === null) return { absent: 'no Chromium' };
  const installation = await tryToInstall();
  if ('absent' in installation) return installation;
  return {
    name: `code-server ${installation.version} in ${chromium}`,
    run: (suite) => runIn(installation, chromium, suite),
  };
}

async function tryToInstall(): Promise<CodeServerInstallation | Absent> {
  try {
    return await installCodeServer();
  } catch (error) {
    return { absent: error instanceof Error ? error.message : String(error) };
  }
}

async function runIn(installation: CodeServerInstallation, chromium: string, suite: Suite): Promise<SuiteEnd> {
  // Without the driver a released workbench ignores extension tests, and says nothing.
  const server = await startCodeServer(installation, suite.folder, { smokeTestDriver: true });
  try {
    const browser = await startChromium(chromium);
    try {
      return await runOnPage(await browser.newPage({ viewport: { width: 1280, height: 800 } }), server, suite);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function runOnPage(page: Page, server: CodeServer, suite: Suite): Promise<SuiteEnd> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !knownComplaints.test(message.text())) complaints.push(message.text());
  });
  const ended = new Promise<number>((resolve) => {
    // The workbench calls this with the exit code of the tests.
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  const payload = [
    ['extensionDevelopmentPath', server.uri(root)],
    // The workbench adds ".js".
    ['extensionTestsPath', server.uri(suite.tests.replace(/\.js$/, ''))],
    ['extensionEnvironment', JSON.stringify(suite.environment)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ] as const;
  await page.goto(server.window(suite.folder.workspace, payload), { waitUntil: 'commit' });
  const code = await withDeadline(ended, suite.deadline);
  return { code, output: complaints.join('\n') };
}
