import type { Finding } from '../language/finding';
import type { Language } from '../language/language';
import type { ParsedDocument } from '../language/rule';
import { languageNamed } from '../languages/languages';
import type { OpenDocument } from './open-document';
import type { DocumentSettings } from './settings';

/** A document as its language reads it. */
export interface Model {
  readonly language: Language;
  readonly document: ParsedDocument;
}

/** Parsed documents and their findings, made once for each version and setting. */
export interface ModelCache {
  /** Null for a document in none of our languages. */
  modelOf(document: OpenDocument, settings: DocumentSettings): Model | null;
  findingsOf(document: OpenDocument, settings: DocumentSettings): readonly Finding[];
  forget(uri: string): void;
}

interface Cached {
  readonly document: OpenDocument;
  readonly settings: DocumentSettings;
  readonly model: Model;
  findings: readonly Finding[] | null;
}

export function createModelCache(): ModelCache {
  const cache = new Map<string, Cached>();

  function lookUp(document: OpenDocument, settings: DocumentSettings): Cached | null {
    const known = cache.get(document.uri);
    if (known?.document === document && known.settings === settings) return known;
    const language = languageNamed(document.languageId);
    if (!language) return null;
    const model = { language, document: language.parse(document.text, { tableType: settings.tableType }) };
    const made = { document, settings, model, findings: null };
    cache.set(document.uri, made);
    return made;
  }

  return {
    modelOf: (document, settings) => lookUp(document, settings)?.model ?? null,
    findingsOf(document, settings) {
      const cached = lookUp(document, settings);
      if (!cached) return [];
      const { language, document: parsed } = cached.model;
      cached.findings ??= language.check(parsed, { severities: settings.rules });
      return cached.findings;
    },
    forget: (uri) => void cache.delete(uri),
  };
}
