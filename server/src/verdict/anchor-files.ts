import type { PolicyValue } from '../policy/entry';
import type { Sender } from './sender';

/**
 * The sender with the trust anchor files that entries name, as far as they can be read. Of the consumers of a shared list
 * no file is known, whatever lies here.
 *
 * @param read Rejects where a file can't be read.
 */
export async function withAnchorFiles(
  sender: Sender,
  values: readonly (PolicyValue | null)[],
  read: (path: string) => Promise<string>,
): Promise<Sender> {
  const paths = [...new Set(values.flatMap((value) => (value === null ? [] : anchorPaths(value))))];
  if (paths.length === 0 || sender.profile === 'any') return sender;
  const readOne = async (path: string): Promise<readonly (readonly [string, string])[]> => {
    const text = path.startsWith('/') ? await read(path).catch(() => null) : null;
    return text === null ? [] : [[path, text]];
  };
  const files = (await Promise.all(paths.slice(0, mostFiles).map(readOne))).flat();
  return { ...sender, anchorFiles: Object.fromEntries(files) };
}

/** No honest list names so many. */
const mostFiles = 256;

/** What `tafile=` names, as it stands. */
export function anchorPaths({ attributes }: PolicyValue): readonly string[] {
  return attributes.filter(({ name }) => name === 'tafile').map(({ value }) => value);
}
