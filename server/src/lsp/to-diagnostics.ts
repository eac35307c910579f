import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Finding, Severity } from '../language/finding';
import type { Span } from '../text/span';
import { t } from '../text/translate';
import { limitFindings } from './limit-findings';
import type { OpenDocument } from './open-document';
import { toRange } from './positions';
import { rulePageUri } from './rule-page';

/** Shown as the origin of each diagnostic. */
export const diagnosticSource = 'postfix-tls-policy';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What clients get back with a code action's diagnostics. */
export interface DiagnosticData {
  readonly rule: string;
  /** True when at least one fix of the finding is safe. */
  readonly safeFix: boolean;
}

/** What a check came to: its findings, and how many lines it left out because it had found enough. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly uncheckedLines: number;
}

export function toDiagnostics(
  document: OpenDocument,
  { findings, uncheckedLines }: Found,
  rulePages: string | null,
  withRelated: boolean,
): Diagnostic[] {
  const { shown, more, moreAt } = limitFindings(findings);
  const diagnostics = shown.map((finding) => toDiagnostic(document, finding, rulePages, withRelated));
  return moreAt === null ? diagnostics : [...diagnostics, tellMore(document, moreAt, more, uncheckedLines)];
}

function tellMore(document: OpenDocument, at: Span, more: number, uncheckedLines: number): Diagnostic {
  const left = uncheckedLines > 0 ? ` ${t('{0} lines were not looked at.', uncheckedLines)}` : '';
  const told =
    more === 1
      ? t('One more finding from here on, none more severe than those shown. Mend those first, or turn rules off.')
      : t(
          '{0} more findings from here on, none more severe than those shown. Mend those first, or turn rules off.',
          more,
        );
  return {
    range: toRange(document, at),
    severity: DiagnosticSeverity.Information,
    source: diagnosticSource,
    message: `${told}${left}`,
  };
}

export function toDiagnostic(
  document: OpenDocument,
  { rule, severity, message, span, related, fixes }: Finding,
  rulePages: string | null,
  withRelated: boolean,
): Diagnostic {
  const data: DiagnosticData = { rule, safeFix: fixes?.some(({ safe }) => safe) === true };
  const places = withRelated ? (related ?? []) : [];
  return {
    range: toRange(document, span),
    severity: severities[severity],
    source: diagnosticSource,
    code: rule,
    ...(rulePages === null ? {} : { codeDescription: { href: rulePageUri(rulePages, rule) } }),
    message,
    data,
    ...(places.length > 0
      ? {
          relatedInformation: places.map((place) => ({
            location: { uri: document.uri, range: toRange(document, place.span) },
            message: place.message,
          })),
        }
      : {}),
  };
}
