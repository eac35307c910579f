import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const editedCipherList = settingRule({
  id: 'edited-cipher-list',
  title: 'Cipher list of a grade, written by hand',
  severity: 'warning',
  docs: `\`tls_high_cipherlist\`, \`tls_medium_cipherlist\` and \`tls_null_cipherlist\` say what the grades \`high\`, \`medium\` and \`null\` are. postconf(5) strongly advises
against changing them: their defaults follow each release, and a list of one's own stays at what was right when it was written. Choose a grade, and leave single ciphers
out by \`smtp_tls_mandatory_exclude_ciphers\`.`,
  bad: ['tls_high_cipherlist = ECDHE+AESGCM:ECDHE+CHACHA20\n', 'tls_medium_cipherlist = HIGH:!aNULL\n'],
  good: ['smtp_tls_mandatory_ciphers = high\nsmtp_tls_mandatory_exclude_ciphers = RC4, 3DES\n'],
  at: ['tls_high_cipherlist', 'tls_medium_cipherlist', 'tls_null_cipherlist'],
  find(value) {
    if (value === '') return null;
    return t(
      'What a grade means follows each release only while this is not set. Delete it, and exclude single ciphers instead.',
    );
  },
});
