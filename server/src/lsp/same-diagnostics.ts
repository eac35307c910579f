import type { Diagnostic, Range } from 'vscode-languageserver/node';
import type { DiagnosticData } from './to-diagnostics';

/** Whether an editor would show two lists of our diagnostics alike. */
export function sameDiagnostics(first: readonly Diagnostic[], second: readonly Diagnostic[]): boolean {
  return first.length === second.length && first.every((one, index) => same(one, second[index]));
}

/** The page follows from the rule. */
function same(a: Diagnostic, b: Diagnostic | undefined): boolean {
  if (b === undefined) return false;
  return (
    a.message === b.message &&
    a.code === b.code &&
    a.severity === b.severity &&
    sameRange(a.range, b.range) &&
    hasSafeFix(a) === hasSafeFix(b) &&
    sameRelated(a.relatedInformation ?? [], b.relatedInformation ?? [])
  );
}

function hasSafeFix({ data }: Diagnostic): boolean {
  return (data as DiagnosticData | undefined)?.safeFix === true;
}

type Related = NonNullable<Diagnostic['relatedInformation']>;

function sameRelated(a: Related, b: Related): boolean {
  return (
    a.length === b.length &&
    a.every(({ message, location }, index) => {
      const other = b[index];
      return message === other?.message && sameRange(location.range, other.location.range);
    })
  );
}

function sameRange(a: Range, b: Range): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}
