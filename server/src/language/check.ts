import { versionsInComments } from './file-versions';
import type { Finding, Severity } from './finding';
import type { CheckOptions } from './language';
import { assumedVersions } from './postfix-versions';
import type { DocumentNode, ParsedDocument, ReportedFinding, Rule, RuleContext, RuleInfo } from './rule';
import { findSuppressions, type Suppression } from './suppression';
import { reportUnusedSuppression } from './unused-suppression';

/**
 * Runs every rule that is not off, leaves out what suppression comments silence, and reports those that silence nothing.
 * Findings come in the order of their place, then of the registry.
 */
export function checkDocument<Document extends ParsedDocument, Node extends DocumentNode>(
  rules: readonly Rule<Document, Node>[],
  document: Document,
  nodes: readonly Node[],
  options: CheckOptions,
): readonly Finding[] {
  const reporterFor = (rule: RuleInfo, findings: Finding[]) => {
    const configured = severityFor(rule, options);
    if (configured === 'off') return null;
    return ({ severity, ...finding }: ReportedFinding): void => {
      findings.push({ ...finding, rule: rule.id, severity: configured ?? severity ?? rule.severity });
    };
  };

  const context: RuleContext = {
    postfix: versionsInComments(document.comments) ?? options.postfixVersions ?? assumedVersions,
  };
  const findings: Finding[] = [];
  for (const rule of rules) {
    const report = reporterFor(rule, findings);
    if (report === null) continue;
    if (rule.scope === 'node') for (const node of nodes) rule.check(node, document, report, context);
    if (rule.scope === 'document') rule.check(document, report, context);
  }

  const suppressions = findSuppressions(document.comments, document.lines);
  const { kept, used } = applySuppressions(findings, suppressions);
  const unused: Finding[] = [];
  for (const rule of rules) {
    const report = rule.scope === 'suppressions' ? reporterFor(rule, unused) : null;
    if (report === null) continue;
    const isOff = (id: string): boolean =>
      rules.some((other) => other.id === id && severityFor(other, options) === 'off');
    for (const suppression of suppressions) {
      reportUnusedSuppression(
        { document, suppression, used: used.get(suppression) ?? new Set(), rules, isOff },
        report,
      );
    }
  }
  return [...kept, ...unused].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function severityFor(rule: RuleInfo, options: CheckOptions): Severity | 'off' | undefined {
  if (Object.hasOwn(options.severities, rule.id)) return options.severities[rule.id];
  return rule.offByDefault === true ? 'off' : undefined;
}

interface Applied {
  readonly kept: readonly Finding[];
  /** The rule ids of each suppression that silenced something. */
  readonly used: ReadonlyMap<Suppression, Set<string>>;
}

function applySuppressions(findings: readonly Finding[], suppressions: readonly Suppression[]): Applied {
  const used = new Map<Suppression, Set<string>>();
  if (suppressions.length === 0) return { kept: findings, used };
  const kept = findings.filter((finding) => {
    const silencing = suppressions.filter((suppression) => silences(suppression, finding));
    for (const suppression of silencing) {
      const ids = used.get(suppression) ?? new Set();
      used.set(suppression, ids.add(finding.rule));
    }
    return silencing.length === 0;
  });
  return { kept, used };
}

function silences({ target, rules }: Suppression, { rule, span }: Finding): boolean {
  if (target === null || span.start < target.span.start || span.start > target.span.end) return false;
  return rules.some(({ id }) => id === rule);
}
