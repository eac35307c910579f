import { compareVersions } from '../../language/postfix-versions';
import { defaultsIn, isKnownIn } from '../../maincf/defaults';
import type { MainCfDocument, Parameter } from '../../maincf/document';
import { referencesIn } from '../../maincf/references';
import { isTemplated } from '../../maincf/templates';
import { type ParameterFacts, parameterFacts } from '../../postfix/parameters';
import { t } from '../../text/translate';
import type { Site } from '../whole-site';
import type { Change } from './change';
import { deleteParameter, replaceParameter } from './lines';
import { oldLevels } from './old-levels';

type Files = Pick<Site, 'mainCf' | 'masterCf' | 'versions'>;

/**
 * What may be done with each obsolete parameter of main.cf that is no level: deleted where no release of these looks at it or its
 * value is the default, renamed where the new name takes the same value. All others change something, and stay.
 */
export function replaceOutdated({ mainCf: { document }, masterCf, versions }: Files): readonly Change[] {
  const levels = new Set(oldLevels.flatMap(({ obsolete }) => obsolete));
  const overridden = new Set(
    masterCf?.document.services.flatMap(({ overrides }) => overrides.map(({ name }) => name.text)),
  );
  return [...document.effective].flatMap(([name, parameter]) => {
    const facts = parameterFacts(name);
    if (facts === null || levels.has(name) || isTemplated(parameter) || isUsed(document, name)) return [];
    const lines = document.parameters.filter((each) => each.defect === null && each.name.text === name);
    const isSince = (release: string | null): boolean =>
      release !== null && compareVersions(versions.from, release) >= 0;
    const deleted = (reason: string): readonly Change[] => [
      {
        file: 'main-cf',
        label: t('Delete {0}', name),
        reason,
        edits: lines.flatMap((line) => deleteParameter(document, line)),
      },
    ];
    if (isSince(facts.goneIn)) return deleted(t('Postfix {0} and newer do not know it.', facts.goneIn ?? ''));
    if (isSince(facts.ignoredSince))
      return deleted(t('It has no effect in Postfix {0} and newer.', facts.ignoredSince ?? ''));
    if (facts.warnedIn === null || overridden.has(name)) return [];
    if (facts.isHonoured) return renamed(document, lines, parameter, facts, versions);
    const defaults = defaultsIn(name, versions);
    return defaults?.length === 1 && defaults[0] === parameter.value.text
      ? deleted(t('Its value is the default.'))
      : [];
  });
}

/** The old name is the default of the new one, so the same value under the new name does the same. */
function renamed(
  document: MainCfDocument,
  lines: readonly Parameter[],
  parameter: Parameter,
  { name, replacement }: ParameterFacts,
  versions: Site['versions'],
): readonly Change[] {
  const facts = replacement === null ? null : parameterFacts(replacement);
  if (facts === null || replacement === null || !isKnownIn(facts, { ...versions, to: versions.from })) return [];
  const others = lines.filter((each) => each !== parameter).flatMap((line) => deleteParameter(document, line));
  if (document.effective.has(replacement)) {
    const edits = lines.flatMap((line) => deleteParameter(document, line));
    return [
      {
        file: 'main-cf',
        label: t('Delete {0}', name),
        reason: t('{0} is set, and so it has no effect.', replacement),
        edits,
      },
    ];
  }
  return [
    {
      file: 'main-cf',
      label: t('Write {0} for {1}', replacement, name),
      reason: t('The new name takes the same value.'),
      edits: [{ span: parameter.name.span, newText: replacement }, ...others],
    },
  ];
}

/** Whether another value hangs on it by its name. */
function isUsed({ parameters }: MainCfDocument, name: string): boolean {
  return parameters.some((each) => referencesIn(each).some((reference) => reference.name === name));
}

/** `disable_dns_lookups`, which holds for the clients whose `…_dns_support_level` is empty (postconf(5)). */
export function replaceDnsLookups({ mainCf: { document }, masterCf, versions }: Files): readonly Change[] {
  const old = 'disable_dns_lookups';
  const successors = ['smtp_dns_support_level', 'lmtp_dns_support_level'];
  const parameter = document.effective.get(old);
  if (parameter === undefined || isTemplated(parameter) || isUsed(document, old)) return [];
  if (parameter.value.text.toLowerCase() !== 'yes') return [];
  const names = [old, ...successors];
  const isElsewhere = masterCf?.document.services.some(({ overrides }) =>
    overrides.some(({ name }) => names.includes(name.text)),
  );
  // An empty one that stands there is a line to be changed by hand.
  if (isElsewhere === true || successors.some((name) => document.effective.get(name)?.value.text === '')) return [];
  const settings = successors.filter((name) => !document.effective.has(name)).map((name) => `${name} = disabled`);
  const lines = document.parameters.filter((each) => each.defect === null && each.name.text === old);
  const lineBreak = document.text.includes('\r\n') ? '\r\n' : '\n';
  const others = lines.filter((each) => each !== parameter).flatMap((line) => deleteParameter(document, line));
  const edits =
    settings.length === 0
      ? deleteParameter(document, parameter)
      : replaceParameter(document, parameter, settings.join(lineBreak));
  const since = parameterFacts('smtp_dns_support_level')?.since ?? '';
  if (compareVersions(versions.from, since) < 0) return [];
  return [
    {
      file: 'main-cf',
      label: settings.length === 0 ? t('Delete {0}', old) : t('Replace {0} by {1}', old, settings.join(', ')),
      reason: t('It holds for clients without a level of DNS support of their own.'),
      edits: [...edits, ...others],
    },
  ];
}
