import { decodeText } from '../../text/decode';
import type { Runtime } from '../runtime';

/** A file as it was read. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** The texts of files, kept as long as they stay as they are on the disk. */
export interface FileTexts {
  /** Null where there is none, or none that can be read. The same object as long as the file was not seen to change. Never rejects. */
  of(path: string): Promise<FileText | null>;
  /** Looks at all of them again; resolves to whether one is another now. Never rejects. */
  lookAgain(): Promise<boolean>;
}

interface Kept {
  readonly revision: string | null;
  readonly file: FileText | null;
}

export function createFileTexts({ readSource, fileRevision }: Pick<Runtime, 'readSource' | 'fileRevision'>): FileTexts {
  const kept = new Map<string, Promise<Kept>>();

  async function read(path: string, revision: string | null): Promise<Kept> {
    const bytes = revision === null ? null : await readSource(path);
    return { revision, file: bytes === null ? null : { path, text: decodeText(bytes).text } };
  }

  async function lookAt(path: string, known: Promise<Kept>): Promise<boolean> {
    const [before, revision] = [await known, await fileRevision(path)];
    if (before.revision === revision) return false;
    const after = read(path, revision);
    kept.set(path, after);
    return (await after).file?.text !== before.file?.text;
  }

  return {
    async of(path) {
      const known = kept.get(path) ?? fileRevision(path).then((revision) => read(path, revision));
      kept.set(path, known);
      return (await known).file;
    },
    async lookAgain() {
      const changes = await Promise.all([...kept].map(([path, known]) => lookAt(path, known)));
      return changes.includes(true);
    },
  };
}
