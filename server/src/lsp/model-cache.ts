import type { Finding } from '../language/finding';
import type { Language } from '../language/language';
import type { LiveDocument } from '../language/live-document';
import type { PostfixVersions } from '../language/postfix-versions';
import type { ParsedDocument } from '../language/rule';
import { languageNamed } from '../languages/languages';
import { type EditExtent, editOfExtent, extendExtent } from '../text/edit-extent';
import type { TextEdit } from '../text/span';
import { languageOptions } from './language-options';
import type { OpenDocument } from './open-document';
import type { DocumentSettings } from './settings';

/** A document as its language reads it. */
export interface Model {
  readonly language: Language;
  readonly document: ParsedDocument;
  /** The Postfix that reads it. */
  readonly versions: () => PostfixVersions;
}

/** The open documents as their languages read them, followed through the edits. */
export interface ModelCache {
  /** Null for a document in none of our languages. */
  modelOf(document: OpenDocument, settings: DocumentSettings): Model | null;
  findingsOf(document: OpenDocument, settings: DocumentSettings): readonly Finding[];
  /** How many lines `findingsOf` has not looked at, since it had found enough. */
  uncheckedLinesOf(document: OpenDocument, settings: DocumentSettings): number;
  /** Notes how the newest version of a document came out of the one before. */
  readonly edited: (before: OpenDocument, after: OpenDocument, edits: readonly TextEdit[]) => void;
  forget(uri: string): void;
}

interface Followed {
  readonly language: Language;
  readonly live: LiveDocument;
  readonly settings: DocumentSettings;
  /** The newest version, and how far the edits reach that lead there; they are followed when somebody asks. */
  latest: OpenDocument;
  extent: EditExtent | null;
}

export function createModelCache(): ModelCache {
  const cache = new Map<string, Followed>();

  function lookUp(document: OpenDocument, settings: DocumentSettings): Followed | null {
    const known = cache.get(document.uri);
    if (known?.settings === settings && known.latest === document) return catchUp(known);
    const language = languageNamed(document.languageId);
    if (!language) return null;
    const options = languageOptions(settings);
    const live = language.follow(document.text, options.parse, options.check);
    const made = { language, live, settings, latest: document, extent: null };
    cache.set(document.uri, made);
    return made;
  }

  return {
    modelOf(document, settings) {
      const followed = lookUp(document, settings);
      if (followed === null) return null;
      const { language, live } = followed;
      return { language, document: live.document(), versions: () => live.versions() };
    },
    findingsOf: (document, settings) => lookUp(document, settings)?.live.findings() ?? [],
    uncheckedLinesOf: (document, settings) => lookUp(document, settings)?.live.uncheckedLines() ?? 0,
    edited(before, after, edits) {
      const known = cache.get(after.uri);
      // A version that was passed by unseen; the next question begins anew.
      if (known?.latest !== before) return;
      known.latest = after;
      for (const edit of edits) known.extent = extendExtent(known.extent, edit);
    },
    forget: (uri) => void cache.delete(uri),
  };
}

function catchUp(followed: Followed): Followed {
  const { live, latest, extent } = followed;
  if (extent !== null) live.edit(latest.text, editOfExtent(extent, latest.text));
  followed.extent = null;
  return followed;
}
