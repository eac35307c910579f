import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Finding, Severity } from '../language/finding';
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

export function toDiagnostics(
  document: OpenDocument,
  findings: readonly Finding[],
  rulePages: string,
  withRelated: boolean,
): Diagnostic[] {
  return findings.map((finding) => toDiagnostic(document, finding, rulePages, withRelated));
}

export function toDiagnostic(
  document: OpenDocument,
  { rule, severity, message, span, related, fixes }: Finding,
  rulePages: string,
  withRelated: boolean,
): Diagnostic {
  const data: DiagnosticData = { rule, safeFix: fixes?.some(({ safe }) => safe) === true };
  const places = withRelated ? (related ?? []) : [];
  return {
    range: toRange(document, span),
    severity: severities[severity],
    source: diagnosticSource,
    code: rule,
    codeDescription: { href: rulePageUri(rulePages, rule) },
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
