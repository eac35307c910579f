import { type DesktopProgram, sandboxArguments } from '../editor/desktop';
import { root } from '../editor/paths';
import { startGroup } from '../editor/process-group';
import { withDeadline } from './deadline';
import type { Launcher, Suite } from './launcher';

/** Keeps the tail of what an editor says. */
const outputLimit = 20_000;

/** Runs the suites in desktop VS Code. */
export function desktopLauncher({ program, display }: DesktopProgram): Launcher {
  return {
    name: `desktop VS Code (${program})`,
    run: async (suite) => {
      const [command = program, ...args] = [...display, program, ...desktopArguments(suite)];
      const group = startGroup(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment(suite) });
      let output = '';
      for (const stream of [group.child.stdout, group.child.stderr]) {
        stream?.setEncoding('utf8').on('data', (chunk: string) => {
          output = (output + chunk).slice(-outputLimit);
        });
      }
      try {
        return { code: await withDeadline(group.exited, suite.deadline), output };
      } finally {
        await group.stop();
      }
    },
  };
}

function desktopArguments({ folder, tests }: Suite): string[] {
  return [
    folder.workspace,
    `--extensionDevelopmentPath=${root}`,
    `--extensionTestsPath=${tests}`,
    ...['--user-data-dir', folder.userData, '--extensions-dir', folder.extensions],
    ...['--disable-workspace-trust', '--disable-updates', '--skip-welcome', '--skip-release-notes'],
    ...['--disable-gpu-sandbox', '--no-cached-data', ...sandboxArguments()],
  ];
}

/** Variables of an editor that these scripts may have been started from would make the new one its helper. */
function environment({ environment: added }: Suite): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name));
  return { ...Object.fromEntries(inherited), ...added };
}
