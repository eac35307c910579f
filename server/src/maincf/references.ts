import { parameterFacts } from '../postfix/parameters';
import type { MainCfDocument, Parameter } from './document';
import type { Expression } from './expansion/expression';
import { parseExpression } from './expansion/parse-expression';

/** A name behind `$`, and where it begins in the value. */
export interface ReferenceIn {
  readonly name: string;
  readonly start: number;
}

/** Every name that a value refers to, in any branch; none where the value is expanded at delivery, with other names. */
export function referencesIn({ name, value }: Parameter): readonly ReferenceIn[] {
  if (!value.text.includes('$') || parameterFacts(name.text)?.isUnexpanded === true) return [];
  const expression = parseExpression(value.text);
  const known = found.get(expression);
  if (known !== undefined) return known;
  const references = referencesOf(expression);
  found.set(expression, references);
  return references;
}

/** Several rules ask for those of each value, at each keystroke. */
const found = new WeakMap<Expression, readonly ReferenceIn[]>();

function referencesOf(expression: Expression): readonly ReferenceIn[] {
  return expression.flatMap((part): readonly ReferenceIn[] => {
    switch (part.kind) {
      case 'reference':
        return [part];
      case 'call':
        return referencesOf(part.argument);
      case 'conditional': {
        const { test } = part;
        const tested = test.kind === 'reference' ? [test] : [...referencesOf(test.left), ...referencesOf(test.right)];
        return [...tested, ...referencesOf(part.yes), ...referencesOf(part.no)];
      }
      case 'text':
      case 'defect':
        return [];
    }
  });
}

/** Tables that take their settings from main.cf: `ldap:NAME` reads `NAME_server_host` and so on (ldap_table(5)). */
const tableWithSettings = /\b(?:ldap|mysql|pgsql|sqlite|memcache|mongodb):([\w-]+)/g;

/** What the names begin with by which tables read their settings: `people_` of `ldap:people`. */
export function settingsPrefixes(parameters: Iterable<Parameter>): readonly string[] {
  return [...parameters].flatMap(({ value }) =>
    [...value.text.matchAll(tableWithSettings)].map(([, prefix = '']) => `${prefix}_`),
  );
}

/**
 * The names of the file that Postfix does not know and that something uses: by `$name` in the value of what is used itself,
 * as a restriction class, as a setting of a table. As postconf(1) finds them, without master.cf.
 */
export function usedOwnNames(document: MainCfDocument): (name: string) => boolean {
  const { effective } = document;
  const used = new Set<string>();
  const prefixes = new Set<string>();
  const visit = (parameter: Parameter): void => {
    for (const prefix of settingsPrefixes([parameter])) prefixes.add(prefix);
    for (const { name } of referencesIn(parameter)) use(name);
  };
  const use = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    const parameter = effective.get(name);
    if (parameter !== undefined) visit(parameter);
  };
  for (const [name, parameter] of effective) if (parameterFacts(name) !== null) visit(parameter);
  for (const name of effective.get('smtpd_restriction_classes')?.value.text.split(/[\s,]+/) ?? []) use(name);
  return (name) => used.has(name) || [...prefixes].some((prefix) => name.startsWith(prefix));
}
