import { type Browser, chromium } from 'playwright-core';
import { findOnPath, isExecutable } from './on-path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** `--no-sandbox`: the sandbox needs privileges that containers lack, and only our own pages on loopback are loaded. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * The path of a Chromium or one of its relatives, or null. `CHROMIUM` names one; else the PATH, the usual folders of
 * macOS and the browsers that Playwright installed are searched.
 */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM'];
  if (named) return isExecutable(named) ? named : null;
  return findOnPath(...names) ?? [...elsewhere, chromium.executablePath()].find(isExecutable) ?? null;
}

/** Starts a browser without a window, with a profile that goes when it ends. */
export async function startChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: quiet });
}
