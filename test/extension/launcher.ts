import type { EditorFolder } from '../editor/editor-folder';

/** What a launcher is to run. */
export interface Suite {
  readonly folder: EditorFolder;
  /** The path of the bundled tests, whose `run` the extension host calls. */
  readonly tests: string;
  /** Variables that the extension host has to see. */
  readonly environment: Readonly<Record<string, string>>;
  /** In milliseconds. */
  readonly deadline: number;
}

/** How a run in an editor ended. */
export interface SuiteEnd {
  /** 0: all tests passed. Null: the deadline passed. */
  readonly code: number | null;
  /** What the editor said; for failures outside of tests. */
  readonly output: string;
}

/** A kind of editor with a real extension host. Ends all that it started. */
export interface Launcher {
  readonly name: string;
  readonly run: (suite: Suite) => Promise<SuiteEnd>;
}
