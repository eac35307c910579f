import { GitError } from './git-run';

export interface ObjectInfo {
  readonly id: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
}

export interface ChangedFile {
  readonly path: string;
  /** Where it was before, if elsewhere. */
  readonly previousPath: string | null;
  readonly before: BlobReference | null;
  readonly after: BlobReference | null;
}

export interface BlobReference {
  readonly id: string;
  /** `100644` and `100755` are files, `120000` is a symbolic link, `160000` a submodule. */
  readonly mode: string;
}

export interface GitRef {
  /** `refs/heads/main`. */
  readonly name: string;
  /** The ref that it stands for, such as that of the default branch for `refs/remotes/origin/HEAD`; null: it is none of these. */
  readonly target: string | null;
  /** ISO 8601; empty where git knows none. */
  readonly date: string;
  /** The first line of the message. */
  readonly subject: string;
}

export interface TreeFile extends BlobReference {
  readonly path: string;
}

export interface WorkingFile {
  readonly path: string;
  /** A sparse checkout leaves it out on purpose: it is as it was. */
  readonly isLeftOut: boolean;
}

/** `ID TYPE SIZE`, or `NAME missing` and its like. */
export function readInfo(line: string): ObjectInfo | null {
  const [, id, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? [];
  return id === undefined || type === undefined ? null : { id, type, size: Number(size) };
}

/** `:OLDMODE NEWMODE OLDID NEWID STATUS NUL PATH NUL`, with two paths for what was renamed (git-diff-tree(1), raw format). */
export function readRawDiff(output: Buffer): readonly ChangedFile[] {
  // Bytes of a name that are no UTF-8 stand as U+FFFD: the blob is asked for by its id.
  const fields = output.toString('utf8').split('\0');
  const files: ChangedFile[] = [];
  for (let index = 0; index < fields.length - 1; ) {
    const head = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(fields[index++] ?? '');
    if (head === null) throw new GitError('git diff-tree answers something else than a raw diff', null);
    const [, oldMode = '', newMode = '', oldId = '', newId = '', status] = head;
    const first = fields[index++] ?? '';
    const isMoved = status === 'R' || status === 'C';
    const path = isMoved ? (fields[index++] ?? '') : first;
    files.push({
      path,
      previousPath: status === 'R' ? first : null,
      before: reference(oldMode, oldId),
      after: reference(newMode, newId),
    });
  }
  return files;
}

function reference(mode: string, id: string): BlobReference | null {
  return mode === '000000' ? null : { id, mode };
}

/** `NAME NUL SYMREF NUL DATE NUL SUBJECT NUL LF` for each (git-for-each-ref(1)). */
export function readRefs(output: Buffer): readonly GitRef[] {
  const fields = output.toString('utf8').split('\0');
  const refs: GitRef[] = [];
  for (let index = 0; index + 3 < fields.length; index += 4) {
    const [name = '', target = '', date = '', subject = ''] = fields.slice(index, index + 4);
    refs.push({ name: name.replace(/^\n/, ''), target: target === '' ? null : target, date, subject });
  }
  return refs;
}

/** `MODE TYPE ID TAB PATH NUL` for each (git-ls-tree(1)). */
export function readTree(output: Buffer): readonly TreeFile[] {
  return fieldsOf(output).flatMap((field) => {
    const [, mode, id, path] = /^(\d{6}) \w+ ([0-9a-f]{40,64})\t(.*)$/s.exec(field) ?? [];
    return mode === undefined || id === undefined || path === undefined ? [] : [{ path, mode, id }];
  });
}

/** `TAG PATH NUL` for each; a path in the middle of a merge comes once for each side (git-ls-files(1)). */
export function readWorkingFiles(output: Buffer): readonly WorkingFile[] {
  const files = new Map(fieldsOf(output).map((field) => [field.slice(2), field.startsWith('S ')]));
  return [...files].map(([path, isLeftOut]) => ({ path, isLeftOut }));
}

function fieldsOf(output: Buffer): readonly string[] {
  return output.toString('utf8').split('\0').slice(0, -1);
}
