import { t } from '../../text/translate';
import { type Answer, answer } from './answer';
import type { Seen } from './setting';

/** How strong a cipher must be. */
export function ciphersOf({ parameters }: Seen, program: string, isMandatory: boolean): Answer {
  const name = `${program}_tls_${isMandatory ? 'mandatory_' : ''}ciphers`;
  const word = parameters.value(name).expanded?.toLowerCase();
  if (word === undefined) return answer('unknown', t('These files do not tell the grade.'));
  if (word === 'null') {
    return answer(
      'no',
      t('With the grade `null` sessions of TLS 1.2 and older are not encrypted at all.'),
      t('Write {0}.', `${name} = medium`),
    );
  }
  if (!known.has(word)) {
    return answer(
      'no',
      t('There is no such grade: no session begins, and where TLS is optional mail goes in the clear.'),
      t('Write {0}.', `${name} = medium`),
    );
  }
  // Releases take low and export for medium.
  const list = parameters.value(`tls_${word === 'high' ? 'high' : 'medium'}_cipherlist`);
  if (list.source.kind !== 'default' && list.raw !== '') {
    return answer(
      'unknown',
      t('A list of its own decides, which is not looked into here.'),
      t('Without {0} the list of Postfix holds, which follows its releases.', list.name),
    );
  }
  return answer(
    'yes',
    t('The list of Postfix for this grade has no cipher without encryption, and none of 64 bits or less.'),
  );
}

const known: ReadonlySet<string> = new Set(['high', 'medium', 'low', 'export']);
