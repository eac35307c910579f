import { agreementMachine } from '../agreement/machine';
import { installBun } from '../boringssl/install-bun';
import { findChromium } from '../editor/chromium';
import { installCodeServer } from '../editor/install-code-server';
import { fingerMachine } from '../finger/machine';
import { namespaceFor } from '../oracle/machine';
import { extensionSuite } from './extension';
import { buildSuite, lintSuite } from './programs';
import type { Suite } from './suite';
import { vitestSuite } from './vitest';

/** Leaves behind what others need. */
export const firstSuite = buildSuite;

/**
 * The others, in the order in which they run. Those of one lane run one after the other, and the lanes side by side: the first
 * computes, the second mostly waits for mail servers and editors. A third would make all of them wait for each other. What packs
 * the extension, and so writes `dist/`, and what runs it is in the same lane.
 */
export const lanes: readonly (readonly Suite[])[] = [
  [
    lintSuite,
    vitestSuite('unit', { filters: ['server/', 'client/', 'lab/', 'test/unit/'] }),
    vitestSuite('grammar', { filters: ['test/grammar/'] }),
    vitestSuite('protocol', { filters: ['test/protocol/'] }),
    vitestSuite('finger', { config: 'test/finger/vitest.config.ts', obstacle: fingerObstacle }),
    vitestSuite('boringssl', { config: 'test/boringssl/vitest.config.ts', obstacle: boringSslObstacle }),
    vitestSuite('agreement', { config: 'test/agreement/vitest.config.ts', obstacle: agreementObstacle }),
  ],
  [
    vitestSuite('oracle', { config: 'test/oracle/vitest.config.ts', obstacle: oracleObstacle }),
    vitestSuite('package', { config: 'test/package/vitest.config.ts' }),
    extensionSuite,
    vitestSuite('browser', { config: 'test/browser/vitest.config.ts', obstacle: browserObstacle }),
    vitestSuite('start', { config: 'test/start/vitest.config.ts', obstacle: startObstacle }),
  ],
];

async function oracleObstacle(): Promise<string | null> {
  const machine = namespaceFor(['postfix', 'postmap', 'postconf', 'ip', 'unshare']);
  return Promise.resolve('reason' in machine ? machine.reason : null);
}

async function agreementObstacle(): Promise<string | null> {
  const machine = agreementMachine();
  return Promise.resolve('reason' in machine ? machine.reason : null);
}

async function fingerObstacle(): Promise<string | null> {
  const machine = fingerMachine();
  return Promise.resolve('reason' in machine ? machine.reason : null);
}

async function boringSslObstacle(): Promise<string | null> {
  return installBun().then(() => null, reasonOf);
}

async function browserObstacle(): Promise<string | null> {
  if (findChromium() === null) return 'no Chromium';
  try {
    await installCodeServer();
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function startObstacle(): Promise<string | null> {
  return process.platform === 'linux' ? browserObstacle() : 'finds what was left running only on Linux';
}
