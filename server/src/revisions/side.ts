import type { BlobReference, GitRepository } from '../system/git';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';

/** Larger ones are no tables that a person can review. */
const maxBytes = 16 * 1024 * 1024;
/** Bytes in which a NUL says that a file is no text. */
const head = 8_192;

/** A file in one revision: its text, why nobody should read it, or null where it is not there. */
export type Side = { readonly text: string } | { readonly refused: string } | null;

/** Of the bytes that git hands over at once; a larger file comes alone. */
const batchBytes = 4 * maxBytes;

/**
 * Files of commits, in their order; null where one is not there. Links, binaries and large ones are refused before they are
 * read. Git is asked for all of them together, as each start of it takes longer than reading a list.
 */
export async function readSides(
  blobs: readonly (BlobReference | null)[],
  repository: Pick<GitRepository, 'sizes' | 'contents'>,
): Promise<readonly Side[]> {
  const asked = [...new Set(blobs.flatMap((blob) => (blob?.mode.startsWith('100') === true ? blob.id : [])))];
  const sides = new Map<string, Side>();
  let [batch, bytes]: [string[], number] = [[], 0];
  const readBatch = async (): Promise<void> => {
    const contents = await repository.contents(batch);
    for (const [index, id] of batch.entries()) sides.set(id, sideOf(contents[index] ?? new Uint8Array()));
    [batch, bytes] = [[], 0];
  };
  for (const [index, info] of (await repository.sizes(asked)).entries()) {
    const id = asked[index] ?? '';
    if (info === null) sides.set(id, { refused: t('its content is not in this clone') });
    else if (info.size > maxBytes) sides.set(id, tooLarge());
    else {
      if (bytes + info.size > batchBytes) await readBatch();
      batch.push(id);
      bytes += info.size;
    }
  }
  await readBatch();
  return blobs.map((blob) => {
    if (blob === null) return null;
    if (blob.mode === '120000') return { refused: t('it is a symbolic link') };
    if (!blob.mode.startsWith('100')) return { refused: t('it is no file') };
    return sides.get(blob.id) ?? null;
  });
}

/** A file of the working tree, by the same rules. */
export async function readWorkingSide(path: string, repository: GitRepository): Promise<Side> {
  const content = await repository.workingFile(path, maxBytes);
  switch (content) {
    case 'gone':
      return null;
    case 'symbolic-link':
      return { refused: t('it is a symbolic link') };
    case 'no-file':
      return { refused: t('it is no file') };
    case 'too-large':
      return tooLarge();
    default:
      return sideOf(content);
  }
}

export function textOf(side: Side): string | null {
  return side !== null && 'text' in side ? side.text : null;
}

/** Why the file is left out: of its new side, else of its old one; null where both can be read. */
export function refusalOf(sides: readonly Side[]): string | null {
  return sides.flatMap((side) => (side !== null && 'refused' in side ? side.refused : []))[0] ?? null;
}

function sideOf(bytes: Uint8Array): Side {
  if (bytes.subarray(0, head).includes(0)) return { refused: t('it is no text') };
  return { text: decodeText(bytes).text };
}

function tooLarge(): Side {
  return { refused: t('it is larger than {0} MiB', maxBytes / 1024 / 1024) };
}
