import { t } from '../../text/translate';
import type { FoundChange } from '../change';
import type { AdmissionCheck, AdmissionChecks } from './context';

/** The rules for what is no entry: a change of the kind meets none of them by itself. */
export const fileChecks = {
  setting: ({ kind, strength, effects }) =>
    kind === 'setting' && strength !== 'stronger' && strength !== 'equal' ? { message: effects[0] ?? '' } : null,
  site: ({ kind, strength, effects }) =>
    kind === 'site' && strength === 'weaker' ? { message: effects[0] ?? '' } : null,
  configuration: of('configuration'),
  directive: of('directive'),
  file: of('file'),
  conflict: byEffect('conflict'),
  'hidden-text': byEffect('hidden'),
} satisfies Partial<AdmissionChecks>;

/** In English; translated where they are told. */
const messages = {
  configuration: 'It decides how later changes are judged.',
  directive: 'It changes what check says: write the reason behind it, after two dashes.',
  file: 'Whoever fetches the file by its name, and main.cf, do not find it any more.',
} as const;

function of(wanted: keyof typeof messages): AdmissionCheck {
  return ({ kind }) => (kind === wanted ? { message: t(messages[wanted]) } : null);
}

function byEffect(wanted: FoundChange['kind']): AdmissionCheck {
  return ({ kind, effects }) => (kind === wanted ? { message: effects[0] ?? '' } : null);
}
