import { assumedVersions, compareVersions, type PostfixVersions } from '../language/postfix-versions';
import { hasPlaceholder } from '../language/templates';
import { parameterFacts } from '../postfix/parameters';
import { defaultsIn } from './defaults';
import type { MainCfDocument, Parameter } from './document';
import { createEvaluator, type Outcome, type Raw } from './expansion/evaluate';
import { parseExpression } from './expansion/parse-expression';

/** What a parameter is, here and now, and why. */
export interface EffectiveValue {
  readonly name: string;
  /** As it is written, blanks at both ends left out; null where that is not known. */
  readonly raw: string | null;
  /** What the programs of Postfix see; null where this file and the release do not tell, or where they end with a fatal error. */
  readonly expanded: string | null;
  readonly outcome: Outcome;
  readonly source: Source;
}

export type Source =
  /** `-o name=value` of a service, or what else was handed in. */
  | { readonly kind: 'override' }
  /** The last setting in the file. */
  | { readonly kind: 'file'; readonly parameter: Parameter }
  | { readonly kind: 'default' }
  /** A name that neither the file nor Postfix knows: empty, with a warning. */
  | { readonly kind: 'undefined' };

export interface EffectiveParameters {
  readonly value: (name: string) => EffectiveValue;
  /** The same for a text that stands as a value in the file. */
  readonly expand: (text: string) => Outcome;
}

export interface EvaluationOptions {
  readonly versions?: PostfixVersions;
  /** What comes before the file, by name and as written: the `-o` of a service in master.cf. */
  readonly overrides?: ReadonlyMap<string, string>;
}

/**
 * The values that hold for the programs of Postfix that read this main.cf, expanded as `postconf -x` does: the last setting
 * of each name, else the default of the release. Values are evaluated when they are asked for, and kept.
 */
export function effectiveParameters(document: MainCfDocument, options: EvaluationOptions = {}): EffectiveParameters {
  const { versions = assumedVersions, overrides } = options;
  if (overrides !== undefined) return evaluate(document, versions, overrides);
  const known = evaluated.get(document) ?? new Map<string, EffectiveParameters>();
  const key = `${versions.from} ${versions.to ?? ''}`;
  const parameters = known.get(key) ?? evaluate(document, versions, new Map());
  evaluated.set(document, known.set(key, parameters));
  return parameters;
}

/** All rules of a check ask for the values of the same document. */
const evaluated = new WeakMap<MainCfDocument, Map<string, EffectiveParameters>>();

function evaluate(
  document: MainCfDocument,
  versions: PostfixVersions,
  overrides: ReadonlyMap<string, string>,
): EffectiveParameters {
  const writtenOf = (name: string): readonly string[] | null => {
    const own = overrides.get(name) ?? document.effective.get(name)?.value.text;
    if (own !== undefined) return hasPlaceholder(own) ? null : [own];
    if (name === 'mydomain') return domainOf();
    return defaultsIn(name, versions) ?? (parameterFacts(name) === null ? [''] : null);
  };
  const raws = new Map<string, readonly Raw[] | null>();
  const rawOf = (name: string): readonly Raw[] | null => {
    const known = raws.get(name);
    if (known !== undefined) return known;
    const expands = parameterFacts(name)?.isUnexpanded !== true;
    const found = writtenOf(name)?.map((text) => ({ text, expression: parseExpression(text), expands })) ?? null;
    raws.set(name, found);
    return found;
  };
  const evaluator = createEvaluator({ rawOf, hasFunctions: hasFunctions(versions) });

  /** `mydomain` without a setting: what stands behind the first dot of `myhostname` (postconf(5)). */
  function domainOf(): readonly string[] | null {
    if (!overrides.has('myhostname') && !document.effective.has('myhostname')) return null;
    const host = evaluator.value('myhostname');
    if (host.kind !== 'value') return null;
    const dot = host.text.indexOf('.');
    return [dot < 0 ? 'localdomain' : host.text.slice(dot + 1)];
  }

  function sourceOf(name: string): Source {
    if (overrides.has(name)) return { kind: 'override' };
    const parameter = document.effective.get(name);
    if (parameter !== undefined) return { kind: 'file', parameter };
    return { kind: defaultsIn(name, versions) === undefined ? 'undefined' : 'default' };
  }

  return {
    expand: (text) => evaluator.expand(parseExpression(text)),
    value: (name) => {
      const outcome = evaluator.value(name);
      const written = rawOf(name);
      return {
        name,
        raw: written?.length === 1 ? (written[0]?.text ?? null) : null,
        expanded: outcome.kind === 'value' ? outcome.text : null,
        outcome,
        source: sourceOf(name),
      };
    },
  };
}

/** Postfix 3.11 brought functions; null where the releases differ in that. */
function hasFunctions({ from, to }: PostfixVersions): boolean | null {
  if (compareVersions(from, '3.11') >= 0) return true;
  return to === null || compareVersions(to, '3.11') >= 0 ? null : false;
}
