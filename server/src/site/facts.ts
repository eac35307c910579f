import type { SitePlace } from './file-places';
import { standingOf } from './file-places';

/** What lies at a path that a file of the site names. */
export type FileFact =
  /** Nobody looked, or what was seen says nothing about the machine that the site is for. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'file' | 'folder';
      /** When its content was written, in milliseconds of some clock; null where that says nothing. */
      readonly modified: number | null;
    };

/** What there is to know of the disk of a site; handed in. */
export interface SiteFacts {
  /** @param path absolute, as the files of the site name it. */
  readonly file: (path: string) => FileFact;
}

const unknown: FileFact = { kind: 'unknown' };

/** For whoever has texts alone. */
export const noFacts: SiteFacts = { file: () => unknown };

/** What a program writes beside the text that a person wrote; no repository has it. */
export const compiledFile = /\.(?:db|lmdb|cdb|dir|pag)$/;

const configuration = '/etc/postfix/';

/**
 * Looks at the file that a site names by an absolute path. A missing file is one only where main.cf stands where Postfix reads
 * it, or below a root; in the `etc/postfix` of a mirror only what a person writes below /etc/postfix is expected to be there,
 * and no time of it says anything.
 *
 * @param look what lies at a path of this machine.
 */
export async function lookAt(
  path: string,
  place: SitePlace,
  look: (path: string) => Promise<FileFact>,
): Promise<FileFact> {
  if (!path.startsWith('/')) return unknown;
  switch (standingOf(place)) {
    case 'elsewhere':
      return unknown;
    case 'installed':
      return look(place.root === null ? path : `${place.root.replace(/\/+$/, '')}${path}`);
    case 'mirror': {
      const top = place.folder.replace(/\/+$/, '').slice(0, -configuration.length + 1);
      const found = await look(`${top}${path}`);
      if (found.kind === 'file' || found.kind === 'folder') return { ...found, modified: null };
      return path.startsWith(configuration) && !compiledFile.test(path) ? found : unknown;
    }
  }
}
