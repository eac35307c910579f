import {
  commands,
  type Location,
  type TestController,
  type TestItem,
  type TestMessage,
  type TestRunRequest,
  type Uri,
} from 'vscode';
import { until } from '../../editor/until';

/** What a run told of the entries, by their labels. */
export interface Seen {
  readonly persist: boolean;
  readonly states: Map<string, string>;
  readonly messages: Map<string, TestMessage>;
  /** What was written at each. */
  readonly outputs: Map<string, string>;
  /** That part of it which the editor shows behind the line. */
  readonly located: Map<string, string>;
  output: string;
  ended: boolean;
}

/** What was told to the editor since the log was cleared. */
export interface RunLog {
  readonly runs: readonly Seen[];
  clear(): void;
  /** Runs a command until a run has begun. */
  start(command: string): Promise<void>;
  /** Waits until such a run has ended; what the others told comes with the error. */
  ended(what: string, is: (run: Seen) => boolean, deadline?: number): Promise<Seen>;
  dispose(): void;
}

/** Tests share the extension's controller, so they can read along what it tells the editor. */
export function recordRuns(controller: TestController): RunLog {
  const runs: Seen[] = [];
  const createTestRun = controller.createTestRun.bind(controller);
  controller.createTestRun = (request: TestRunRequest, name?: string, persist = true) => {
    const run = createTestRun(request, name, persist);
    const seen: Seen = {
      ...{ persist, states: new Map(), messages: new Map(), outputs: new Map(), located: new Map() },
      ...{ output: '', ended: false },
    };
    runs.push(seen);
    for (const state of ['enqueued', 'started', 'passed', 'failed', 'skipped', 'errored'] as const) {
      const tell = run[state].bind(run) as (item: TestItem, ...rest: unknown[]) => void;
      Object.assign(run, {
        [state]: (item: TestItem, ...rest: unknown[]) => {
          seen.states.set(item.label, state);
          if (state === 'failed' || state === 'errored') seen.messages.set(item.label, rest[0] as TestMessage);
          tell(item, ...rest);
        },
      });
    }
    const [appendOutput, end] = [run.appendOutput.bind(run), run.end.bind(run)];
    Object.assign(run, {
      appendOutput: (text: string, ...rest: [location?: Location, item?: TestItem]) => {
        const [location, item] = rest;
        seen.output += text;
        if (item) append(seen.outputs, item.label, text);
        if (item && location) append(seen.located, item.label, text);
        appendOutput(text, ...rest);
      },
      end: () => {
        seen.ended = true;
        end();
      },
    });
    return run;
  };

  return {
    runs,
    clear: () => runs.splice(0),
    async start(command) {
      const began = (): true | undefined => (runs.some(({ persist }) => persist) ? true : undefined);
      // The editor learns of new tests a little later. Until then the command resolves without a run, else when the run has ended.
      await until(`run by ${command}`, async () => {
        let isOver = false;
        void commands.executeCommand(command).then(() => {
          isOver = true;
        });
        await until('a run', () => began() ?? (isOver ? true : undefined), 5_000).catch(() => undefined);
        return began();
      });
    },
    async ended(what, is, deadline = 30_000) {
      try {
        return await until(what, () => runs.find((run) => run.ended && is(run)), deadline);
      } catch (error) {
        const seen = runs.map(({ states, ...run }) => ({ ...run, states: Object.fromEntries(states) }));
        throw new Error(`${String(error)}: ${JSON.stringify(seen)}`);
      }
    },
    dispose: () => {
      controller.createTestRun = createTestRun;
    },
  };
}

function append(texts: Map<string, string>, label: string, text: string): void {
  texts.set(label, `${texts.get(label) ?? ''}${text}`);
}

/** Waits until the tree shows a table with so many entries. */
export function tableItem(controller: TestController, uri: Uri, entries: number): Promise<TestItem> {
  return until(`${entries} entries of ${uri.path}`, () => {
    const item = controller.items.get(uri.toString());
    return item?.children.size === entries ? item : undefined;
  });
}

export function childrenOf({ children }: TestItem): readonly TestItem[] {
  return [...children].map(([, item]) => item);
}
