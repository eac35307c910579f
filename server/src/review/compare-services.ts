import type { MasterCfDocument, Override, Service } from '../mastercf/document';
import { t } from '../text/translate';
import type { FoundChange } from './change';
import { findReasons } from './reasons';
import { isDeciding, strengthOf } from './settings';

/** What changes in master.cf for the protection of outgoing mail: the values that a service puts in the place of main.cf's. */
export function compareServices(before: MasterCfDocument, after: MasterCfDocument): readonly FoundChange[] {
  const reasons = findReasons(after, before);
  const [old, now] = [overridesIn(before), overridesIn(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((subject): readonly FoundChange[] => {
    const [was, is] = [old.get(subject), now.get(subject)];
    if (was?.override.value.text === is?.override.value.text) return [];
    const found = is ?? was;
    if (found === undefined) return [];
    const name = found.override.name.text;
    return [
      {
        kind: 'setting',
        subject,
        before: was?.service.line.text ?? null,
        after: is?.service.line.text ?? null,
        span: is?.override.span ?? { start: 0, end: 0 },
        spanBefore: was?.override.span ?? null,
        effects: effectsOf(subject, was, is),
        // What main.cf says instead is not known here.
        strength: was && is ? strengthOf(name, was.override.value.text, is.override.value.text) : 'different',
        reason: (is === undefined ? null : reasons.above(is.service.line.span.start)) ?? reasons.naming(name),
      },
    ];
  });
}

interface Placed {
  readonly service: Service;
  readonly override: Override;
}

/** By `SERVICE/TYPE NAME`; the last one that a service names counts. */
function overridesIn({ services }: MasterCfDocument): ReadonlyMap<string, Placed> {
  const found = new Map<string, Placed>();
  for (const service of services) {
    for (const override of service.defect === null ? service.overrides : []) {
      const { name, defect } = override;
      if (defect === null && isDeciding(name.text)) {
        found.set(`${service.name.text}/${service.type?.text ?? ''} ${name.text}`, { service, override });
      }
    }
  }
  return found;
}

function effectsOf(subject: string, was: Placed | undefined, is: Placed | undefined): readonly string[] {
  const [service = ''] = subject.split(' ');
  const valueOf = (placed: Placed | undefined): string => {
    const text = placed?.override.value.text ?? t('what main.cf says');
    return text === '' ? t('nothing') : text;
  };
  return [t('The service {0} uses now: {1}; and before: {2}.', service, valueOf(is), valueOf(was))];
}
