import { checkDocument } from '../language/check';
import type { Finding, Fix } from '../language/finding';
import type { CheckOptions } from '../language/language';
import { serviceRuleIds } from '../language/site-rule-ids';
import { hasPlaceholder } from '../language/templates';
import type { MainCfDocument } from '../maincf/document';
import { parseMainCf } from '../maincf/parse';
import { mainCfRules } from '../maincf/rules';
import type { MainCfRule } from '../maincf/rules/rule';
import type { Override, Service } from '../mastercf/document';
import { indexInLine, spanInLine } from '../text/logical-lines';
import type { Span } from '../text/span';
import { soundOverrides } from './site';
import type { Site } from './whole-site';

/** The rules about single settings of main.cf, which hold behind `-o`, too; those that are about every service of a machine do not. */
export const serviceRules: readonly MainCfRule[] = mainCfRules.filter(({ id }) => serviceRuleIds.includes(id));

/** Runs the rules about settings over what each service of master.cf sets for itself, with the rest of main.cf as it sees it. */
export function checkServiceSettings({ mainCf, masterCf, versions }: Site, options: CheckOptions): readonly Finding[] {
  return (masterCf?.document.services ?? []).flatMap((service) => {
    const overrides = soundOverrides(service).filter((override) => isRead(service, override));
    if (overrides.length === 0 || hasPlaceholder(service.line.text)) return [];
    const { document, placed } = asMainCf(mainCf.document, overrides);
    const named = { nodes: document.parameters, nameOf: ({ name }: MainCfDocument['parameters'][number]) => name.text };
    return checkDocument(serviceRules, document, named, { ...options, postfixVersions: versions }).flatMap(
      (finding) => inService(finding, placed, service) ?? [],
    );
  });
}

/** What another program reads has no effect here, which a rule of master.cf tells. */
function isRead({ command }: Service, { name }: Override): boolean {
  const [, program] = /^(smtpd?|lmtp)_(?:tls|use_tls|enforce_tls|sasl)/.exec(name.text) ?? [];
  return program === undefined || program === command?.text;
}

/** An option, and where its name and its value stand in a main.cf that says the same. */
interface Placed {
  readonly override: Override;
  readonly name: Span;
  readonly value: Span;
}

/** The settings in force for a service, each in a line of its own. */
function asMainCf(
  { effective }: MainCfDocument,
  overrides: readonly Override[],
): { readonly document: MainCfDocument; readonly placed: readonly Placed[] } {
  const own = new Set(overrides.map(({ name }) => name.text));
  let text = [...effective.values()]
    .filter(({ name }) => !own.has(name.text))
    .map(({ name, value }) => `${name.text} = ${value.text}\n`)
    .join('');
  const placed = overrides.map((override): Placed => {
    const name = { start: text.length, end: text.length + override.name.text.length };
    const value = { start: name.end + ' = '.length, end: name.end + ' = '.length + override.value.text.length };
    text += `${override.name.text} = ${override.value.text}\n`;
    return { override, name, value };
  });
  return { document: parseMainCf(text), placed };
}

/** A finding in its place in master.cf; null for one about main.cf. */
function inService(
  { rule, severity, message, span, fixes = [] }: Finding,
  placed: readonly Placed[],
  service: Service,
): Finding | null {
  const at = placed.find(({ name, value }) => isWithin(span, { start: name.start, end: value.end }));
  if (at === undefined) return null;
  const moved = fixes.flatMap((fix) => fixIn(fix, at, service) ?? []);
  const found = { rule, severity, message, span: placeOf(span, at, service) };
  return moved.length === 0 ? found : { ...found, fixes: moved };
}

/** Null for a fix that changes more than a name or a value, or writes blanks where none may stand. */
function fixIn(fix: Fix, at: Placed, service: Service): Fix | null {
  const isInBraces = /\{\s*$/.test(service.line.text.slice(0, indexInLine(service.line, at.override.name.span.start)));
  const fits = fix.edits.every(
    ({ span, newText }) =>
      (isWithin(span, at.name) || isWithin(span, at.value)) && newText !== '' && (isInBraces || !/\s/.test(newText)),
  );
  if (!fits) return null;
  return { ...fix, edits: fix.edits.map(({ span, newText }) => ({ span: placeOf(span, at, service), newText })) };
}

function placeOf(span: Span, { override, value }: Placed, { line }: Service): Span {
  if (!isWithin(span, value)) return override.name.span;
  const from = indexInLine(line, override.value.span.start) - value.start;
  return spanInLine(line, from + span.start, from + span.end);
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
