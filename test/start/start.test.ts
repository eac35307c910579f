import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { underlined } from '../browser/workbench';
import { findChromium, startChromium } from '../editor/chromium';
import { until } from '../editor/until';
import { processesIn, type StartProcess, startProcess } from './start-process';

const script = ['--import', 'tsx', 'test/editor/start.ts'];
const address = /http:\/\/127\.0\.0\.1:\d+\/\S+/;

// Every process that is started has this folder as its own for temporary files, by which it is found.
describe('npm start', () => {
  let temporary: string;
  let browser: Browser | undefined;

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'ptp-start-'));
  });
  afterEach(async () => {
    await browser?.close();
    browser = undefined;
    // After a test that failed.
    for (const { id } of processesIn(temporary)) process.kill(id, 'SIGKILL');
    rmSync(temporary, { recursive: true, force: true });
  });

  const start = (command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): StartProcess =>
    startProcess(command, args, { TMPDIR: temporary, ...environment });
  const startCodeServer = (): StartProcess => start(process.execPath, [...script, '--code-server', '--no-open']);
  const expectNothingLeft = async (): Promise<void> => {
    await until('every process ended', () => (processesIn(temporary).length === 0 ? true : undefined)).catch(() => {
      expect(processesIn(temporary)).toEqual([]);
    });
    // Node's own cache of compiled files is no business of ours.
    expect(readdirSync(temporary).filter((name) => !/^(tsx-|node-compile-cache)/.test(name))).toEqual([]);
  };

  test('opens the examples in code-server with the extension and the lab; Ctrl-C in the terminal ends all', async () => {
    const chromium = findChromium();
    if (chromium === null) throw new Error('no Chromium');
    const npm = start('npm', ['start', '--', '--code-server', '--no-open']);
    const [url] = await npm.prints(address);
    browser = await startChromium(chromium);
    const page = await browser.newPage({ viewport: { width: 1080, height: 680 } });
    await page.goto(url, { waitUntil: 'commit' });
    await underlined(page, 'mpg.de encrypt', 'encrypt', 'warning');
    expect(processesIn(temporary).some(({ command }) => command.includes('dist/server.js'))).toBe(true);

    npm.pressCtrlC();
    await npm.ended;
    await expectNothingLeft();
  });

  test.each<[NodeJS.Signals]>([['SIGINT'], ['SIGTERM'], ['SIGHUP']])(
    '%s to it alone ends all in order',
    async (signal) => {
      const { prints, signal: send, ended, output } = startCodeServer();
      await prints(address);
      send(signal);
      expect(await ended, output()).toBe(0);
      await expectNothingLeft();
    },
  );

  test('a second Ctrl-C ends all at once', async () => {
    const { prints, signal, ended } = startCodeServer();
    await prints(address);
    signal('SIGINT');
    await prints(/Stopping/);
    signal('SIGINT');
    expect(await ended).not.toBe(null);
    await expectNothingLeft();
  });

  test('Ctrl-C while it builds ends all', async () => {
    const { prints, signal, ended, output } = startCodeServer();
    await prints(/Building/);
    signal('SIGINT');
    expect(await ended, output()).toBe(0);
    expect(output()).not.toMatch(address);
    await expectNothingLeft();
  });

  test.each([
    [['--foo'], 2, /Unknown option '--foo'[^]*npm start \[-- OPTIONS\]/],
    [['--desktop'], 1, /Desktop VS Code: no display/],
    [['--help'], 0, /--code-server/],
  ] as const)('%s: exit code %i', async (args, code, text) => {
    const { ended, output } = start(process.execPath, [...script, ...args], { DISPLAY: '', WAYLAND_DISPLAY: '' });
    expect(await ended).toBe(code);
    expect(output()).toMatch(text);
    await expectNothingLeft();
  });

  test('a port that is taken is named', async () => {
    const first = startCodeServer();
    const [url] = await first.prints(address);
    const { port } = new URL(url);
    const second = start(process.execPath, [...script, '--port', port, '--no-open']);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`port ${port} is taken`);
    first.signal('SIGTERM');
    await first.ended;
    await expectNothingLeft();
  });

  describe('with a desktop editor', () => {
    /** Like `code`: installs, and else opens an editor in a session of its own and waits for it. */
    const code = `#!/bin/sh
echo "$@" >>"$LOG"
case "$*" in *--install-extension*) exit 0 ;; esac
while [ "$1" != --user-data-dir ]; do shift; done
exec 3>&1
setsid sh -c 'echo $$ >"$0/code.lock"; exec sleep 1000' "$2" </dev/null >/dev/null 2>&1 &
wait $!
`;
    const startDesktop = (): StartProcess => {
      const bin = join(temporary, 'bin');
      mkdirSync(bin);
      writeFileSync(join(bin, 'code'), code);
      chmodSync(join(bin, 'code'), 0o755);
      return start(process.execPath, [...script, '--desktop'], {
        PATH: `${bin}:${process.env['PATH'] ?? ''}`,
        DISPLAY: ':none',
        LOG: join(bin, 'log'),
        VSCODE_PATH: '',
        VSCODE_IPC_HOOK_CLI: '',
        WSL_DISTRO_NAME: '',
      });
    };
    const editorOf = async (): Promise<number> => {
      const lock = await until('the editor', () => {
        const folder = readdirSync(temporary).find((name) => name.startsWith('postfix-tls-policy-'));
        const path = join(temporary, folder ?? '', 'data', 'code.lock');
        const id = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
        return id === '' ? undefined : id;
      });
      return Number(lock);
    };
    const expectOnlyBinLeft = async (): Promise<void> => {
      rmSync(join(temporary, 'bin'), { recursive: true });
      await expectNothingLeft();
    };

    test('it has folders of its own, and closing the window ends all', async () => {
      const { prints, ended, output } = startDesktop();
      await prints(/VS Code opens/);
      const editor = await editorOf();
      const [install = '', open = ''] = readFileSync(join(temporary, 'bin', 'log'), 'utf8').split('\n');
      expect(install).toMatch(/--user-data-dir \S+ --extensions-dir \S+ .*--install-extension \S+\.vsix/);
      expect(open).toMatch(/--user-data-dir \S+ --extensions-dir \S+ .*--wait .*\/examples \S+\/examples\/tls_policy$/);
      process.kill(editor, 'SIGTERM');
      expect(await ended, output()).not.toBe(null);
      await expectOnlyBinLeft();
    });

    test('Ctrl-C closes the window, although the editor is in a session of its own', async () => {
      const { prints, signal, ended, output } = startDesktop();
      await prints(/VS Code opens/);
      await editorOf();
      signal('SIGINT');
      expect(await ended, output()).toBe(0);
      await expectOnlyBinLeft();
    });

    test('a second Ctrl-C closes it at once', async () => {
      const { prints, signal, ended } = startDesktop();
      await prints(/VS Code opens/);
      await editorOf();
      signal('SIGINT');
      await prints(/Stopping/).catch(() => undefined);
      signal('SIGINT');
      await ended;
      await expectOnlyBinLeft();
    });
  });
});
