import { isTooOldFor } from '../../language/postfix-versions';
import { t } from '../../text/translate';
import { isAtLeast } from './allowed-protocols';
import { type Answer, answer } from './answer';
import type { PostureFacts } from './guidance';
import type { Seen } from './setting';

/** How old a protocol may be: SSLv3 (POODLE) and SSLv2 (DROWN) are broken, TLS 1.0 and 1.1 are only outdated. */
export function protocolsOf(seen: Seen, program: string, { opportunistic, mandatory }: PostureFacts): Answer {
  const names = [`${program}_tls_protocols`, `${program}_tls_mandatory_protocols`];
  const both = [opportunistic, mandatory];
  const isOld = seen.versions.stated && isTooOldFor(seen.versions, '3.6');
  const invalid = names.filter((_, index) => both[index] === 'none');
  if (invalid.length > 0) {
    return answer(
      'no',
      t(
        '{0} leaves no protocol on: no session begins, and where TLS is optional mail goes in the clear.',
        invalid.join(', '),
      ),
      t('Write {0}.', invalid.map((name) => `${name} = ${isOld ? '!SSLv2, !SSLv3' : '>=TLSv1.2'}`).join(', ')),
    );
  }
  const broken = names.filter((_, index) => isAtLeast(both[index] ?? null, 'TLSv1') === false);
  if (broken.length > 0) {
    return answer(
      'no',
      t('{0} leaves SSLv3 on (POODLE), as far as OpenSSL still has it.', broken.join(', ')),
      t('Write {0}.', broken.map((name) => `${name} = ${isOld ? '!SSLv2, !SSLv3' : '>=TLSv1'}`).join(', ')),
    );
  }
  if (both.includes(null)) {
    return answer('unknown', t('These files do not tell the protocols.'));
  }
  if (both.every((each) => isAtLeast(each, 'TLSv1.2'))) {
    return answer('yes', t('TLS 1.2 and newer alone: neither POODLE nor DROWN, and nothing that is outdated.'));
  }
  return answer(
    'partly',
    t(
      'Neither SSLv3 (POODLE) nor SSLv2 (DROWN) is on; TLS 1.0 or 1.1 is, which is outdated, and better than clear text.',
    ),
    isAtLeast(mandatory, 'TLSv1.2')
      ? null
      : t(
          'Where TLS is required anyway, {0} costs only the mail of those that know no TLS 1.2. Where it is optional, the same would send their mail in the clear.',
          `${program}_tls_mandatory_protocols = ${isOld ? '!SSLv2, !SSLv3, !TLSv1, !TLSv1.1' : '>=TLSv1.2'}`,
        ),
  );
}
