import type { MainCfDocument } from '../maincf/document';
import { effectiveValue } from '../maincf/expand';
import type { FoundChange } from './change';
import { findReasons } from './reasons';
import { isDeciding, rankedSettings, settingEffects, strengthOf } from './settings';

/** What changes in main.cf for the protection of outgoing mail: by the values in force, so that order and spelling do not count. */
export function compareSettings(before: MainCfDocument, after: MainCfDocument): readonly FoundChange[] {
  const reasons = findReasons(after, before);
  const names = new Set([...before.effective.keys(), ...after.effective.keys()]);
  // Whatever sets a value by `$name` changes with it.
  for (const name of rankedSettings) names.add(name);
  const changes = [...names].flatMap((name): readonly FoundChange[] => {
    if (!isDeciding(name)) return [];
    const [was, is] = [valueOf(before, name), valueOf(after, name)];
    if (was === is) return [];
    const [old, now] = [before.effective.get(name), after.effective.get(name)];
    const span = now?.line.span ?? { start: 0, end: 0 };
    return [
      {
        kind: 'setting',
        subject: name,
        before: old?.line.text ?? null,
        after: now?.line.text ?? null,
        span,
        spanBefore: old?.line.span ?? null,
        effects: settingEffects(name, was, is),
        strength: strengthOf(name, was, is),
        reason: (now === undefined ? null : reasons.above(span.start)) ?? reasons.naming(name),
      },
    ];
  });
  return changes.sort((a, b) => a.span.start - b.span.start);
}

function valueOf(document: MainCfDocument, name: string): string {
  return effectiveValue(document, name) ?? document.effective.get(name)?.value.text ?? '';
}
