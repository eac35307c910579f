import type { PostfixVersions } from '../language/postfix-versions';
import { hasPlaceholder } from '../language/templates';
import type { MainCfDocument } from './document';
import { effectiveParameters } from './effective';

/** The value of a parameter, expanded, from the file or else the default; null where that can't be known from this file alone. */
export function effectiveValue(document: MainCfDocument, name: string, versions?: PostfixVersions): string | null {
  return effectiveParameters(document, versions === undefined ? {} : { versions }).value(name).expanded;
}

/** The same for a text that stands as a value in the file; null, too, where a template fills it in. */
export function expandValue(document: MainCfDocument, text: string, versions?: PostfixVersions): string | null {
  if (hasPlaceholder(text)) return null;
  const outcome = effectiveParameters(document, versions === undefined ? {} : { versions }).expand(text);
  return outcome.kind === 'value' ? outcome.text : null;
}
