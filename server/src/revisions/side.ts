import type { BlobReference, GitRepository } from '../system/git';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';

/** Larger ones are no tables that a person can review. */
const maxBytes = 16 * 1024 * 1024;
/** Bytes in which a NUL says that a file is no text. */
const head = 8_192;

/** A file in one revision: its text, why nobody should read it, or null where it is not there. */
export type Side = { readonly text: string } | { readonly refused: string } | null;

/** A file of a commit. Links, binaries and large ones are refused before they are read. */
export async function readSide(blob: BlobReference | null, repository: GitRepository): Promise<Side> {
  if (blob === null) return null;
  if (blob.mode === '120000') return { refused: t('it is a symbolic link') };
  if (!blob.mode.startsWith('100')) return { refused: t('it is no file') };
  const [info] = await repository.sizes([blob.id]);
  if (!info) return { refused: t('its content is not in this clone') };
  if (info.size > maxBytes) return tooLarge();
  const [bytes = new Uint8Array()] = await repository.contents([blob.id]);
  return sideOf(bytes);
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
