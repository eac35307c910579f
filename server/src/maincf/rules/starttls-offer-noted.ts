import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const starttlsOfferNoted = settingRule({
  id: 'starttls-offer-noted',
  title: 'Log of servers that offer TLS where it is not used',
  severity: 'information',
  fix: 'unsafe',
  docs: `\`smtp_tls_note_starttls_offer = yes\` logs each server that offers STARTTLS while the client's TLS is off. It protects nothing, and has no effect where TLS is on.
Write \`smtp_tls_security_level = may\` and delete it.`,
  bad: ['smtp_tls_note_starttls_offer = yes\n', 'smtp_tls_note_starttls_offer = yes\nsmtp_tls_security_level = may\n'],
  good: ['smtp_tls_note_starttls_offer = no\n'],
  at: ['smtp_tls_note_starttls_offer', 'lmtp_tls_note_starttls_offer'],
  find(value, { word }, name) {
    if (value.toLowerCase() !== 'yes') return null;
    const level = word(`${name.slice(0, 4)}_tls_security_level`);
    const message =
      level === '' || level === 'none' || level === null
        ? t(
            'This only logs that servers offer TLS, and does not use it. Write {0} = may, and no here.',
            `${name.slice(0, 4)}_tls_security_level`,
          )
        : t('This has no effect where TLS is on. Write no.');
    return { message, better: 'no' };
  },
});
