import { applySuppressions } from './apply-suppressions';
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
import { createRulesByShape, type View, type Views } from './shapes';
import type { Suppression } from './suppression';
import { reportUnusedSuppression } from './unused-suppression';

/** The rules of a language under one configuration, to be run on a whole document or on the nodes that an edit touched. */
export interface Checker<Document extends ParsedDocument, Node extends DocumentNode> {
  /**
   * What the rules that look at one node alone find on it. With views, here and below, the rules are left out that found nothing
   * on another node of the same shape and looked at nothing else; all calls must be about one context then.
   */
  ofNode(node: Node, document: Document, context: RuleContext): readonly Finding[];
  /** The context is another one: shapes say nothing any more. */
  forgetShapes(): void;
  /** What the rules that compare it with others find on it. */
  ofRelations(node: Node, others: Others<Node>, document: Document, context: RuleContext): readonly Finding[];
  /** What the rules find that look at the whole document. */
  ofDocument(document: Document, context: RuleContext): readonly Finding[];
  /**
   * Out of all that was found: what no comment silences and the comments that silence nothing, in the order of their
   * place, then of the registry.
   */
  conclude(all: readonly Finding[], suppressions: readonly Suppression[], document: Document): readonly Finding[];
}

/** Prepares the rules that are not off. */
export function createChecker<Document extends ParsedDocument, Node extends DocumentNode>(
  rules: readonly Rule<Document, Node>[],
  options: CheckOptions,
  views: Views<Node> = { own: [], relations: [] },
): Checker<Document, Node> {
  const isOff = (id: string): boolean =>
    rules.some((other) => other.id === id && severityFor(other, options) === 'off');
  const active = rules.filter(({ id }) => !isOff(id));
  const rank = new Map(rules.map(({ id }, index) => [id, index]));
  const rankOf = ({ rule }: Finding): number => rank.get(rule) ?? rules.length;
  const nodeRules = active.filter((rule) => rule.scope === 'node').map(prepare);
  const relatedRules = active.filter((rule) => rule.scope === 'related').map(prepare);
  const documentRules = active.filter((rule) => rule.scope === 'document').map(prepare);
  const suppressionRules = active.filter((rule) => rule.scope === 'suppressions').map(prepare);

  const rulesByShape = createRulesByShape(nodeRules, views.own);
  const relatedRulesByShape = createRulesByShape(relatedRules, views.relations);
  const running: Running = { found: null, left: 0 };

  /** Each rule gets one report for all nodes: there are a hundred thousand nodes, and some rules. */
  function prepare<Kind extends RuleInfo>(rule: Kind): Prepared<Kind> {
    const configured = severityFor(rule, options) as Severity | undefined;
    const report = ({ severity, ...finding }: ReportedFinding): void => {
      running.found ??= [];
      running.found.push({ ...finding, rule: rule.id, severity: configured ?? severity ?? rule.severity });
      if (--running.left === 0) throw new EnoughFound();
    };
    return { rule, report };
  }

  function collect<Kind extends RuleInfo>(
    prepared: readonly Prepared<Kind>[],
    limit: number,
    run: (rule: Kind, report: Report) => void,
  ): readonly Finding[] {
    // What a rule left that failed belongs to nobody.
    take(running);
    for (const { rule, report } of prepared) {
      running.left = limit;
      try {
        run(rule, report);
      } catch (error) {
        if (!(error instanceof EnoughFound)) throw error;
      }
    }
    return take(running);
  }

  /** Whether a rule finds something on a node, or looks at more than what all nodes of its shape have. */
  function mayFindMore<Kind extends RuleInfo>(
    prepared: Prepared<Kind>,
    view: View<Node>,
    node: Node,
    check: (rule: Kind, watched: Node, report: Report, notice: () => void) => void,
  ): boolean {
    let looksFurther = false;
    const notice = (): void => {
      looksFurther = true;
    };
    // Each rule gets a node of its own: what several rules ask for is kept with the node for which it was found out.
    const watched = view.watch(node, notice);
    const found = collect([prepared], 1, (rule, report) => check(rule, watched, report, notice));
    return found.length > 0 || looksFurther;
  }

  return {
    ofNode(node, document, context) {
      const left = rulesByShape.rulesFor(node, (prepared, view) =>
        mayFindMore(prepared, view, node, (rule, watched, report) => rule.check(watched, document, report, context)),
      );
      return collect(left, maxOnOneNode, (rule, report) => rule.check(node, document, report, context));
    },
    forgetShapes() {
      rulesByShape.forget();
      relatedRulesByShape.forget();
    },
    ofRelations(node, others, document, context) {
      const left = relatedRulesByShape.rulesFor(node, (prepared, view) =>
        mayFindMore(prepared, view, node, (rule, watched, report, notice) => {
          rule.check(watched, watchOthers(others, notice), document, report, context);
        }),
      );
      return collect(left, maxOnOneNode, (rule, report) => rule.check(node, others, document, report, context));
    },
    ofDocument: (document, context) =>
      collect(documentRules, maxOnOneDocument, (rule, report) => rule.check(document, report, context)),
    conclude(all, suppressions, document) {
      const { kept, used } = applySuppressions(all, suppressions);
      const unused = collect(suppressionRules, Number.POSITIVE_INFINITY, (_rule, report) => {
        for (const suppression of suppressions) {
          const silenced = used.get(suppression) ?? new Set();
          reportUnusedSuppression({ document, suppression, used: silenced, rules, isOff }, report);
        }
      });
      return [...kept, ...unused].sort(
        (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || rankOf(a) - rankOf(b),
      );
    },
  };
}

function watchOthers<Node>(others: Others<Node>, notice: () => void): Others<Node> {
  return {
    named(name) {
      notice();
      return others.named(name);
    },
  };
}

interface Running {
  /** What the running rules have found so far; made only where there is something, since most nodes are sound. */
  found: Finding[] | null;
  /** How many findings the present rule may still report. */
  left: number;
}

function take(running: Running): readonly Finding[] {
  const taken = running.found ?? nothing;
  running.found = null;
  return taken;
}

/** A rule with its own report, which fills in what the rule leaves out. */
interface Prepared<Kind> {
  readonly rule: Kind;
  readonly report: Report;
}

/**
 * Findings of one rule on one node, after which the rule is stopped there. No line that a person wrote has so many
 * mistakes of a kind; a hostile one could make the rule compare each of a million words with all the others.
 */
const maxOnOneNode = 100;
/** The same for a rule that looks at a whole document. */
const maxOnOneDocument = 10_000;

/** Ends a rule in the middle; never leaves this file. */
class EnoughFound extends Error {}

const nothing: readonly Finding[] = [];

function severityFor(rule: RuleInfo, options: CheckOptions): Severity | 'off' | undefined {
  if (Object.hasOwn(options.severities, rule.id)) return options.severities[rule.id];
  return rule.offByDefault === true ? 'off' : undefined;
}
