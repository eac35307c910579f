import { parameterFacts } from '../postfix/parameters';
import type { Parameter } from './document';
import type { Expression } from './expansion/expression';
import { parseExpression } from './expansion/parse-expression';

/** A name behind `$`, and where it begins in the value. */
export interface ReferenceIn {
  readonly name: string;
  readonly start: number;
}

/** A name and its value, in main.cf or behind `-o` of master.cf. */
export type Setting = { readonly [part in 'name' | 'value']: Pick<Parameter[part], 'text'> };

/** Every name that a value refers to, in any branch; none where the value is expanded at delivery, with other names. */
export function referencesIn({ name, value }: Setting): readonly ReferenceIn[] {
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
export function settingsPrefixes(parameters: Iterable<Setting>): readonly string[] {
  return [...parameters].flatMap(({ value }) =>
    [...value.text.matchAll(tableWithSettings)].map(([, prefix = '']) => `${prefix}_`),
  );
}

/**
 * The names that these settings use: by `$name`, as a restriction class, as a setting of a table. As postconf(1) finds them: the value that
 * uses a name need not be used itself.
 */
export function namesUsedBy(settings: readonly Setting[]): (name: string) => boolean {
  const prefixes = settingsPrefixes(settings);
  const used = new Set(settings.flatMap((setting) => referencesIn(setting).map(({ name }) => name)));
  for (const { value } of settings.filter(isListOfClasses))
    for (const name of value.text.split(/[\s,]+/)) used.add(name);
  return (name) => used.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
}

function isListOfClasses({ name }: Setting): boolean {
  return name.text === 'smtpd_restriction_classes';
}
