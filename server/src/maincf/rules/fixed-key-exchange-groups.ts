import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const fixedKeyExchangeGroups = settingRule({
  id: 'fixed-key-exchange-groups',
  title: 'Groups of the key exchange, written by hand',
  severity: 'information',
  docs: `With OpenSSL 3.5 and newer the groups of the library include those that withstand quantum computers (\`X25519MLKEM768\`). A list in
\`tls_eecdh_auto_curves\` or \`tls_ffdhe_auto_groups\` leaves them out, and keeps whatever it names when the library has dropped it. Leave both empty there.`,
  bad: ['tls_eecdh_auto_curves = X25519 X448 prime256v1\n', 'tls_ffdhe_auto_groups = ffdhe2048\n'],
  good: ['tls_eecdh_auto_curves =\n'],
  at: ['tls_eecdh_auto_curves', 'tls_ffdhe_auto_groups'],
  find(value) {
    if (value === '') return null;
    return t(
      'This list leaves out the groups against quantum computers that OpenSSL 3.5 and newer offer. Leave it empty there.',
    );
  },
});
