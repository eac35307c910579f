import { posix } from 'node:path';
import {
  type ExtensionContext,
  env,
  l10n,
  languages,
  ProcessExecution,
  RelativePattern,
  Task,
  type TaskDefinition,
  TaskGroup,
  type TaskProvider,
  type Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { selector } from './client';
import { filesOf } from './language-files';

/** As in `contributes.taskDefinitions` and in `source` of the problem matcher. */
export const taskType = 'postfix-tls-policy';

/** The one for paths from the folder: VS Code looks for none of them, and so has read all lines when the program ends. */
const problemMatcher = `$${taskType}-relative`;

interface CheckDefinition extends TaskDefinition {
  /** Paths from the folder of the workspace; absent: all files in our languages. */
  readonly files?: readonly string[];
  /** Further options of `check`, as `--fail-on`, `error`. */
  readonly options?: readonly string[];
}

/** What makes up a task besides its definition. */
interface Means {
  readonly cli: string;
  /** The names of files in our languages, as a glob. */
  readonly files: string;
}

/**
 * Tasks that run `check` of the command line: of all files in our languages in a folder, of the file in front, and those
 * of `tasks.json`. Their findings are told by the problem matcher for files that are not open; the server looks after those.
 */
export function createCheckTasks(context: ExtensionContext): TaskProvider {
  const means = { cli: context.asAbsolutePath('dist/cli.js'), files: filesOf(context.extension.packageJSON) };
  return {
    async provideTasks() {
      const found = await Promise.all((workspace.workspaceFolders ?? []).map((folder) => tasksOf(folder, means)));
      return found.flat();
    },
    async resolveTask({ definition, scope }) {
      if (typeof scope !== 'object') return undefined;
      return isOnDisk(scope.uri) ? makeTask(definition, scope, means) : undefined;
    },
  };
}

async function tasksOf(folder: WorkspaceFolder, means: Means): Promise<readonly Task[]> {
  if (!isOnDisk(folder.uri)) return [];
  const all = await filesIn(folder, means);
  const front = window.activeTextEditor?.document;
  const isHere =
    front && languages.match(selector, front) > 0 && workspace.getWorkspaceFolder(front.uri)?.index === folder.index;
  const definitions: CheckDefinition[] = [
    ...(all.length > 0 ? [{ type: taskType }] : []),
    ...(isHere && isOnDisk(front.uri) ? [{ type: taskType, files: [pathIn(folder, front.uri)] }] : []),
  ];
  return Promise.all(definitions.map((definition) => makeTask(definition, folder, means, all)));
}

async function makeTask(
  definition: CheckDefinition,
  folder: WorkspaceFolder,
  means: Means,
  all?: readonly string[],
): Promise<Task> {
  const { files, options = [] } = definition;
  const name = files ? l10n.t('check {0}', files.join(' ')) : l10n.t('check all files');
  const operands = files ?? all ?? (await filesIn(folder, means));
  const locale = env.language.startsWith('de') ? 'de' : 'en';
  const args = [means.cli, 'check', '--locale', locale, ...options, '--', ...operands];
  // The editor's own program is Node where it runs on a server, and can act as it on a desktop.
  const execution = new ProcessExecution(process.execPath, args, {
    cwd: folder.uri.fsPath,
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const task = new Task(definition, folder, name, taskType, execution, [problemMatcher]);
  task.group = TaskGroup.Test;
  return task;
}

/** Paths from the folder, in their order. */
async function filesIn(folder: WorkspaceFolder, { files }: Means): Promise<readonly string[]> {
  const found = await workspace.findFiles(new RelativePattern(folder, files));
  return found
    .map((uri) => pathIn(folder, uri))
    .filter((path) => !isCompiled(path))
    .sort();
}

/** What postmap makes of a table (DATABASE_README). */
function isCompiled(path: string): boolean {
  return /\.(?:db|lmdb|cdb|dir|pag)$/.test(path);
}

function pathIn(folder: WorkspaceFolder, uri: Uri): string {
  return posix.relative(folder.uri.path, uri.path);
}

/** Programs can't run in a workspace that is on no disk. */
function isOnDisk({ scheme }: Uri): boolean {
  return scheme === 'file';
}
