import { isAbsolute, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Language } from '../language/language';
import { languageNamed, languageOfFile } from '../languages/languages';
import type { FoundSource } from '../system/find-files';
import { decodeText } from '../text/decode';
import { createLineIndex, type LineIndex } from '../text/line-index';
import type { Configuration } from './configuration';
import { filePath } from './file-path';
import type { OpenDocuments } from './open-document';
import type { Runtime } from './runtime';
import type { WorkspaceFolders } from './workspace-folders';

/** A text of one of our languages, as an editor has it open or as it lies in a folder of the workspace. */
export interface WorkspaceText {
  readonly uri: string;
  /** For people: the path within its folder where it lies in one. */
  readonly label: string;
  readonly language: Language;
  /** The lookup table type that a setting names; null for a file that is not open. */
  readonly tableType: string | null;
  readonly text: string;
  readonly lines: () => LineIndex;
}

/**
 * The texts of the workspace; files are looked for and read only when somebody asks, and kept as long as they stay as they
 * are. Asked again at once, as at each letter that a person types to find a symbol, the folders are not walked again.
 */
export interface WorkspaceTexts {
  all(signal: AbortSignal): Promise<readonly WorkspaceText[]>;
}

/** Milliseconds for which the folders count as walked. */
const maxAge = 3_000;
/** Bytes of all files together; further ones are left out. */
const mostBytes = 256 * 1024 * 1024;

interface Means {
  readonly folders: WorkspaceFolders;
  readonly runtime: Pick<Runtime, 'findSources' | 'readSource'>;
  readonly documents: OpenDocuments;
  readonly configuration: Pick<Configuration, 'ofDocument'>;
}

interface Kept {
  readonly revision: string;
  /** Null for a file that is no text, or gone. */
  readonly text: WorkspaceText | null;
}

/** @param now in milliseconds from some moment on. */
export function createWorkspaceTexts(means: Means, now: () => number): WorkspaceTexts {
  const { folders, runtime, documents, configuration } = means;
  let kept = new Map<string, Kept>();
  let walked = Number.NEGATIVE_INFINITY;

  async function readFiles(folders: readonly string[], signal: AbortSignal): Promise<void> {
    const sources = await runtime.findSources(folders, (name) => languageOfFile(name) !== null, signal);
    const present = new Map<string, Kept>();
    let bytes = 0;
    for (const source of sources) {
      bytes += source.size;
      if (signal.aborted || bytes > mostBytes) break;
      const known = kept.get(source.path);
      const same = known?.revision === source.revision ? known : null;
      present.set(source.path, same ?? { revision: source.revision, text: await readFile(source, folders) });
    }
    if (signal.aborted) return;
    kept = present;
    walked = now();
  }

  async function readFile({ path }: FoundSource, folders: readonly string[]): Promise<WorkspaceText | null> {
    const [language, bytes] = [languageOfFile(path), await runtime.readSource(path)];
    if (language === null || bytes === null) return null;
    const { text } = decodeText(bytes);
    return {
      uri: pathToFileURL(path).href,
      label: labelOf(path, folders),
      language,
      tableType: null,
      text,
      lines: lazyLines(text),
    };
  }

  async function openTexts(folders: readonly string[]): Promise<readonly WorkspaceText[]> {
    const texts = documents.all().map(async ({ uri, languageId, text, lines }): Promise<readonly WorkspaceText[]> => {
      const language = languageNamed(languageId);
      if (language === null) return [];
      const { tableType } = await configuration.ofDocument(uri);
      const path = filePath(uri);
      const label = path === null ? uri : labelOf(path, folders);
      return [{ uri, label, language, tableType, text: text.toString(), lines: () => lines }];
    });
    return (await Promise.all(texts)).flat();
  }

  return {
    async all(signal) {
      const present = await folders.present();
      if (now() - walked > maxAge) await readFiles(present, signal);
      const open = await openTexts(present);
      const paths = new Set(open.map(({ uri }) => filePath(uri)));
      const closed = [...kept].flatMap(([path, { text }]) => (text === null || paths.has(path) ? [] : [text]));
      return [...open, ...closed];
    },
  };
}

function labelOf(path: string, folders: readonly string[]): string {
  const inFolder = folders
    .map((folder) => relative(folder, path))
    .find((each) => each !== '' && !each.startsWith('..') && !isAbsolute(each));
  return inFolder ?? path;
}

function lazyLines(text: string): () => LineIndex {
  let lines: LineIndex | undefined;
  return () => (lines ??= createLineIndex(text));
}
