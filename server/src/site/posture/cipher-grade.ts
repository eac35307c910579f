import { t } from '../../text/translate';
import type { Assessment } from './posture';
import { type Seen, settingOf } from './setting';

/** How strong a cipher must be. */
export function ciphersOf(seen: Seen, program: string, isMandatory: boolean): Omit<Assessment, 'threat' | 'guidance'> {
  const grade = settingOf(seen, `${program}_tls_${isMandatory ? 'mandatory_' : ''}ciphers`);
  const word = grade.value?.toLowerCase() ?? null;
  // Releases take low and export for medium.
  const list =
    word === null ? null : settingOf(seen, `tls_${word === 'low' || word === 'export' ? 'medium' : word}_cipherlist`);
  const decidedBy = [grade, ...(list !== null && list.place !== null ? [list] : [])];
  if (word === null)
    return { protection: 'unknown', because: t('These files do not tell the grade.'), change: null, decidedBy };
  if (word === 'null') {
    return {
      protection: 'no',
      because: t('With the grade `null` sessions of TLS 1.2 and older are not encrypted at all.'),
      change: t('Write {0}.', `${grade.name} = medium`),
      decidedBy,
    };
  }
  if (!known.has(word)) {
    return {
      protection: 'no',
      because: t('There is no such grade: no session begins, and where TLS is optional mail goes in the clear.'),
      change: t('Write {0}.', `${grade.name} = medium`),
      decidedBy,
    };
  }
  if (list !== null && list.place !== null) {
    return {
      protection: 'unknown',
      because: t('A list of its own decides, which is not looked into here.'),
      change: t('Without {0} the list of Postfix holds, which follows its releases.', list.name),
      decidedBy,
    };
  }
  return {
    protection: 'yes',
    because: t('The list of Postfix for this grade has no cipher without encryption, and none of 64 bits or less.'),
    change: null,
    decidedBy,
  };
}

const known: ReadonlySet<string> = new Set(['high', 'medium', 'low', 'export']);
