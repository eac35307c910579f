import type { MainCfDocument, Parameter } from '../../maincf/document';
import { parseMainCf } from '../../maincf/parse';
import { isTemplated } from '../../maincf/templates';
import type { Service } from '../../mastercf/document';
import { applyEdits, type TextEdit } from '../../text/span';
import { t } from '../../text/translate';
import { overridesOf, parametersAt } from '../site';
import type { Site } from '../whole-site';
import type { Change } from './change';
import { deleteOverride, deleteParameter, replaceParameter } from './lines';
import { levelBy, type OldLevel } from './old-levels';

type Files = Pick<Site, 'mainCf' | 'masterCf' | 'place' | 'versions'>;

/**
 * Puts the security level in the place of what it replaced, in main.cf and for each service of master.cf, so that every service has the level that it has now.
 * Empty where nothing is obsolete, or where these files do not tell the level of each.
 */
export function replaceLevels(site: Files, old: OldLevel): readonly Change[] {
  const { mainCf, masterCf, place, versions } = site;
  const document = mainCf.document;
  const isOld = (name: string): boolean => old.obsolete.includes(name);
  const lines = document.parameters.filter(({ name, defect }) => defect === null && isOld(name.text));
  const services = (masterCf?.document.services ?? []).filter(({ defect }) => defect === null);
  const overridden = services.filter(({ overrides }) => overrides.some(({ name }) => isOld(name.text)));
  if (lines.length === 0 && overridden.length === 0) return [];
  const level = document.effective.get(old.level);
  const isUnclear =
    [...lines, ...(level ? [level] : [])].some(isTemplated) ||
    isReferenced(document, old.obsolete) ||
    overridden.some(({ command }) => command?.text !== old.program);
  const before = levelBy(old, parametersAt(document, place, versions));
  if (isUnclear || before === null) return [];
  const main = lines.length === 0 ? [] : mainChange(document, lines, old, before, level);
  const after = parseMainCf(
    applyEdits(
      document.text,
      main.flatMap(({ edits }) => edits),
    ),
  );
  const found: Change[] = [...main];
  for (const service of services) {
    if (service.command?.text !== old.program) continue;
    const held = levelBy(old, parametersAt(document, place, versions, overridesOf(service)));
    if (held === null) return [];
    const rest = new Map([...overridesOf(service)].filter(([name]) => !isOld(name)));
    const isSame = levelBy(old, parametersAt(after, place, versions, rest)) === held;
    const change = serviceChange(masterCf?.document.text ?? '', service, old, isSame ? null : held);
    if (change === null && !isSame) return [];
    if (change !== null) found.push(change);
  }
  return found;
}

/** Whether other values hang on one of the parameters by its name. */
function isReferenced({ parameters }: MainCfDocument, names: readonly string[]): boolean {
  const pattern = new RegExp(`\\$[{(]?(?:${names.join('|')})\\b`);
  return parameters.some(({ value }) => pattern.test(value.text));
}

function mainChange(
  document: MainCfDocument,
  lines: readonly Parameter[],
  old: OldLevel,
  level: string,
  present: Parameter | undefined,
): readonly Change[] {
  const names = [...new Set(lines.map(({ name }) => name.text))].join(', ');
  const [first, ...others] = lines;
  if (first === undefined) return [];
  if (present !== undefined && present.value.text !== '') {
    return [
      {
        file: 'main-cf',
        label: t('Delete {0}', names),
        reason: t('{0} is set, and so these have no effect.', old.level),
        edits: lines.flatMap((line) => deleteParameter(document, line)),
      },
    ];
  }
  const setting = `${old.level} = ${level}`;
  const deleted = (present === undefined ? others : lines).flatMap((line) => deleteParameter(document, line));
  const written = replaceParameter(document, present ?? first, setting);
  return [
    {
      file: 'main-cf',
      label: t('Replace {0} by {1}', names, setting),
      reason: t('That is the level that Postfix makes out of them.'),
      edits: [...written, ...deleted],
    },
  ];
}

/** @param level what the service must be told for itself; null where main.cf tells it the same. */
function serviceChange(text: string, { name, overrides }: Service, old: OldLevel, level: string | null): Change | null {
  const sound = overrides.filter(({ defect }) => defect === null);
  const obsolete = sound.filter((each) => old.obsolete.includes(each.name.text));
  const present = sound.findLast((each) => each.name.text === old.level);
  const written = level === null ? null : (present ?? obsolete[0] ?? null);
  if (level === null ? obsolete.length === 0 : written === null) return null;
  const edits: TextEdit[] = obsolete.filter((each) => each !== written).map((each) => deleteOverride(text, each));
  if (written !== null) edits.push({ span: written.span, newText: `-o ${old.level}=${level ?? ''}` });
  const names = [...new Set(obsolete.map((each) => `-o ${each.name.text}`))].join(', ');
  return {
    file: 'master-cf',
    label:
      level === null
        ? t('Service {0}: delete {1}', name.text, names)
        : t('Service {0}: write {1}', name.text, `-o ${old.level}=${level}`),
    reason: t('That is the level that this service has now.'),
    edits,
  };
}
