import type { FoundChange } from '../change';
import type { AdmissionCheck, AdmissionChecks } from './context';

/** The rules for what is no entry: a change of the kind meets none of them by itself. */
export const fileChecks = {
  setting: ({ kind, strength, effects }) =>
    kind === 'setting' && strength !== 'stronger' && strength !== 'equal' ? { message: effects[0] ?? '' } : null,
  configuration: of('configuration', 'It decides how later changes are judged.'),
  directive: of('directive', 'It changes what check says: write the reason behind it, after two dashes.'),
  file: of('file', 'Whoever fetches the file by its name, and main.cf, do not find it any more.'),
  conflict: of('conflict'),
  'hidden-text': of('hidden'),
} satisfies Partial<AdmissionChecks>;

function of(wanted: FoundChange['kind'], message?: string): AdmissionCheck {
  return ({ kind, effects }) => (kind === wanted ? { message: message ?? effects[0] ?? '' } : null);
}
