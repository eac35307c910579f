import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { inject } from 'vitest';
import type { Lab, LabOptions } from '../../lab/lab';
import { findChromium, startChromium } from '../editor/chromium';
import { type CodeServer, installExtension, startCodeServer } from '../editor/code-server';
import { installCodeServer } from '../editor/install-code-server';
import { startLabWorld } from '../editor/lab-world';

export interface SessionOptions {
  /** The file that is open at the start, below `examples/`; none by default. */
  readonly open?: string;
  /** Whether Workspace Trust asks; the default is that every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** The internet of the editor; the whole list of scenarios by default. */
  readonly lab?: LabOptions;
}

/** A person in front of an editor that has the packaged extension, and the lab as its internet. */
export interface Session {
  readonly page: Page;
  readonly lab: Lab;
  /** Changes the internet of the editor while it is open. */
  readonly changeLab: (options: LabOptions) => Promise<void>;
  /** Takes the internet away from the editor. */
  readonly stopLab: () => Promise<void>;
  /** The text of a file of the copied `examples/`, as it is on disk. */
  readonly onDisk: (name: string) => Promise<string>;
  /** The folder that is open: the copied `examples/`. */
  readonly workspace: string;
  /** Ends the browser, the editor and the lab. */
  readonly end: () => Promise<void>;
}

/** Milliseconds that anything on the screen may take, on a machine with much else to do. */
const patience = 30_000;

/** Large enough for a report beside the file, small enough to be read in the README. */
const screen = { viewport: { width: 1080, height: 680 }, deviceScaleFactor: 1.25 };

const settings = {
  // So that the longest lines of the examples fit.
  'editor.fontSize': 13,
  'testing.automaticallyOpenTestResults': 'neverOpen',
};

/** Nobody waits a minute for the second look. */
const ofMachine = { 'postfixTlsPolicy.pacing': 0 };

export async function startSession({ open, workspaceTrust = false, lab }: SessionOptions = {}): Promise<Session> {
  const ends: (() => Promise<void>)[] = [];
  const end = async (): Promise<void> => {
    for (const each of ends.reverse()) await each();
  };
  try {
    const world = await startLabWorld(settings, ofMachine, lab);
    ends.push(world.end);
    const { folder, changeLab, stopLab } = world;
    const installation = await installCodeServer();
    await installExtension(installation, folder, inject('vsix'));
    const server = await startCodeServer(installation, folder, { workspaceTrust });
    ends.push(server.stop);
    const browser = await startBrowser();
    ends.push(() => browser.close());
    const page = await browser.newPage(screen);
    page.setDefaultTimeout(patience);
    await page.goto(address(server, folder.workspace, open), { waitUntil: 'commit' });
    await page.locator('.monaco-workbench').waitFor();
    const { workspace } = folder;
    return {
      page,
      get lab() {
        return world.lab;
      },
      changeLab,
      stopLab,
      workspace,
      onDisk: (name) => readFile(join(workspace, name), 'utf8'),
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function startBrowser(): Promise<Browser> {
  const chromium = findChromium();
  if (chromium === null) throw new Error('no Chromium');
  return startChromium(chromium);
}

function address(server: CodeServer, workspace: string, open: string | undefined): string {
  return server.window(workspace, open === undefined ? [] : [['openFile', server.uri(join(workspace, open))]]);
}
