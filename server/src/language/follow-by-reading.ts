import type { TextSource } from '../text/text-source';
import { contextOf } from './check';
import type { Finding } from './finding';
import type { CheckOptions, Language, ParseOptions } from './language';
import type { LiveDocument } from './live-document';
import type { ParsedDocument } from './rule';

/** Follows a text by reading all of it again after each edit. Right for files that are always short. */
export function followByReading(
  language: Pick<Language, 'parse' | 'check'>,
  text: TextSource,
  parseOptions: ParseOptions,
  checkOptions: CheckOptions,
): LiveDocument {
  let current = text;
  let document: ParsedDocument | null = null;
  let findings: readonly Finding[] | null = null;
  const read = (): ParsedDocument => (document ??= language.parse(current.toString(), parseOptions));
  return {
    edit: (textAfter) => {
      current = textAfter;
      document = null;
      findings = null;
    },
    document: read,
    versions: () => contextOf(read(), checkOptions).postfix,
    uncheckedLines: () => 0,
    findings: () => (findings ??= language.check(read(), checkOptions)),
  };
}
