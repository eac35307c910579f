import type { CheckOptions, ParseOptions } from '../language/language';
import type { DocumentSettings } from './settings';

/** How a document with these settings is read, and how it is checked. */
export function languageOptions(settings: DocumentSettings): {
  readonly parse: ParseOptions;
  readonly check: CheckOptions;
} {
  const { tableType, rules: severities, postfixVersions, consumers } = settings;
  return {
    parse: { tableType },
    check: {
      severities,
      ...(postfixVersions === null ? {} : { postfixVersions }),
      ...(consumers === null ? {} : { consumers }),
    },
  };
}
