import type { ReportedFinding, RuleContext, RuleExample, RuleInfo } from '../../language/rule';
import { t } from '../../text/translate';
import type { MainCfDocument, Parameter } from '../document';
import { effectiveParameters } from '../effective';
import type { MainCfDocumentRule } from './rule';

/** What a rule about values may ask for. */
export interface Settings {
  /** The value that holds, expanded; null where that is not known. */
  readonly of: (name: string) => string | null;
  /** The same in lower case, for words that are compared without it. */
  readonly word: (name: string) => string | null;
  readonly isSet: (name: string) => boolean;
  readonly context: RuleContext;
}

export interface SettingFinding extends Pick<ReportedFinding, 'severity'> {
  readonly message: string;
  /** What to write in the place of the value. */
  readonly better?: string;
}

export interface SettingRule extends Omit<RuleInfo, 'fix' | 'since' | 'bad' | 'good'> {
  readonly fix?: 'unsafe';
  readonly bad: readonly (string | RuleExample)[];
  readonly good: readonly string[];
  /** The parameters that the rule is about; each is looked at where the file sets it. */
  readonly at: readonly string[];
  readonly find: (value: string, settings: Settings, name: string) => string | SettingFinding | null;
}

/** A rule about the value that a parameter comes to, beside those of others. What can't be known is no finding. */
export function settingRule({ at, find, fix, bad, good, ...info }: SettingRule): MainCfDocumentRule {
  const example = (each: string | RuleExample): RuleExample => (typeof each === 'string' ? { text: each } : each);
  return {
    ...info,
    scope: 'document',
    since: '0.1.0',
    fix: fix ?? 'none',
    bad: bad.map(example),
    good: good.map(example),
    check(document, report, context) {
      for (const name of at) {
        const parameter = document.effective.get(name);
        if (parameter === undefined) continue;
        const settings = settingsOf(document, context);
        const value = settings.of(name);
        const found = value === null ? null : find(value, settings, name);
        if (found !== null) report(toFinding(parameter, typeof found === 'string' ? { message: found } : found));
      }
    },
  };
}

export function settingsOf(document: MainCfDocument, context: RuleContext): Settings {
  const { value } = effectiveParameters(document, { versions: context.postfix });
  const of = (name: string): string | null => value(name).expanded;
  return {
    of,
    word: (name) => of(name)?.toLowerCase() ?? null,
    isSet: (name) => document.effective.has(name),
    context,
  };
}

function toFinding(parameter: Parameter, { message, severity, better }: SettingFinding): ReportedFinding {
  const edit = { span: parameter.value.span, newText: better ?? '' };
  // What is written by way of another parameter is changed there.
  const canWrite = better !== undefined && !parameter.value.text.includes('$') && parameter.value.text !== '';
  return {
    span: placeOf(parameter),
    message,
    ...(severity === undefined ? {} : { severity }),
    ...(canWrite ? { fixes: [{ title: t('Write {0}', better), safe: false, edits: [edit] }] } : {}),
  };
}

/** The value, or the name where it is empty. */
export function placeOf({ name, value }: Parameter): Parameter['name']['span'] {
  return value.text === '' ? name.span : value.span;
}

export function elementsOf(value: string): readonly string[] {
  return value.split(/[\s,]+/).filter((element) => element !== '');
}
