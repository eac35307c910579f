import type { Finding, Severity } from './finding';
import type { CheckOptions } from './language';
import type {
  DocumentNode,
  Others,
  ParsedDocument,
  Report,
  ReportedFinding,
  Rule,
  RuleContext,
  RuleInfo,
} from './rule';
import type { Suppression } from './suppression';
import { reportUnusedSuppression } from './unused-suppression';

/** The rules of a language under one configuration, to be run on a whole document or on the nodes that an edit touched. */
export interface Checker<Document extends ParsedDocument, Node extends DocumentNode> {
  /** What the rules that look at one node alone find on it. */
  ofNode(node: Node, document: Document, context: RuleContext): readonly Finding[];
  /** What the rules that compare it with others find on it. */
  ofRelations(node: Node, others: Others<Node>, document: Document, context: RuleContext): readonly Finding[];
  /** What the rules find that look at the whole document. */
  ofDocument(document: Document, context: RuleContext): readonly Finding[];
  /**
   * Out of all that was found: what no comment silences and the comments that silence nothing, in the order of their
   * place, then of the registry.
   */
  conclude(found: readonly Finding[], suppressions: readonly Suppression[], document: Document): readonly Finding[];
}

/** Prepares the rules that are not off. */
export function createChecker<Document extends ParsedDocument, Node extends DocumentNode>(
  rules: readonly Rule<Document, Node>[],
  options: CheckOptions,
): Checker<Document, Node> {
  const isOff = (id: string): boolean =>
    rules.some((other) => other.id === id && severityFor(other, options) === 'off');
  const active = rules.filter(({ id }) => !isOff(id));
  const nodeRules = active.filter((rule) => rule.scope === 'node');
  const relatedRules = active.filter((rule) => rule.scope === 'related');
  const documentRules = active.filter((rule) => rule.scope === 'document');
  const rank = new Map(rules.map(({ id }, index) => [id, index]));
  const rankOf = ({ rule }: Finding): number => rank.get(rule) ?? rules.length;

  /** Runs `task` with a report of its own for each rule. Most nodes have no finding, and so need no list of their own. */
  function collect<Kind extends RuleInfo>(
    kind: readonly Kind[],
    task: (rule: Kind, report: Report) => void,
    limit = Number.POSITIVE_INFINITY,
  ): readonly Finding[] {
    let found: Finding[] | undefined;
    for (const rule of kind) {
      let left = limit;
      const report = ({ severity, ...finding }: ReportedFinding): void => {
        found ??= [];
        found.push({
          ...finding,
          rule: rule.id,
          severity: (severityFor(rule, options) as Severity | undefined) ?? severity ?? rule.severity,
        });
        if (--left === 0) throw new EnoughFound();
      };
      try {
        task(rule, report);
      } catch (error) {
        if (!(error instanceof EnoughFound)) throw error;
      }
    }
    return found ?? nothing;
  }

  return {
    ofNode: (node, document, context) =>
      collect(nodeRules, (rule, report) => rule.check(node, document, report, context), maxOnOneNode),
    ofRelations: (node, others, document, context) =>
      collect(relatedRules, (rule, report) => rule.check(node, others, document, report, context), maxOnOneNode),
    ofDocument: (document, context) => collect(documentRules, (rule, report) => rule.check(document, report, context)),
    conclude(found, suppressions, document) {
      const { kept, used } = applySuppressions(found, suppressions);
      const unused = collect(
        active.filter((rule) => rule.scope === 'suppressions'),
        (_rule, report) => {
          for (const suppression of suppressions) {
            const silenced = used.get(suppression) ?? new Set();
            reportUnusedSuppression({ document, suppression, used: silenced, rules, isOff }, report);
          }
        },
      );
      return [...kept, ...unused].sort(
        (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || rankOf(a) - rankOf(b),
      );
    },
  };
}

/**
 * Findings of one rule on one node, after which the rule is stopped there. No line that a person wrote has so many
 * mistakes of a kind; a hostile one could make the rule compare each of a million words with all the others.
 */
const maxOnOneNode = 100;

/** Ends a rule in the middle; never leaves this file. */
class EnoughFound extends Error {}

const nothing: readonly Finding[] = [];

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
