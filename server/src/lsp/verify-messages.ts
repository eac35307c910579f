import { t } from '../text/translate';
import type { Verification } from '../verdict/verify-entry';
import { sentences } from './probe-messages';

/** Reasons told in a message; all of them are in the report. */
const toldReasons = 3;

/** What an entry is worth, in Postfix's own words where mail does not get through, and what could stand in its place. */
export function describeVerification(entry: string, verification: Verification, better: string | null): string {
  const { reasons, waiting } = verification;
  const parts = [
    headline(entry, verification),
    sentences(reasons, toldReasons),
    ...waiting.map(({ host, reason }) => t('No mail goes to {0}: {1}', host, sentences([reason], 1))),
    ...(better === null ? [] : [offer(verification, better)]),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function headline(entry: string, { outcome, delivery }: Verification): string {
  switch (outcome) {
    case 'holds':
      return delivery === 'authenticated'
        ? t('"{0}" holds: mail goes to authenticated hosts only.', entry)
        : delivery === 'clear'
          ? t('"{0}" holds, and protects little: mail can go out in the clear.', entry)
          : t('"{0}" holds, and protects little: mail goes out encrypted, to whoever answers.', entry);
    case 'weaker':
      return delivery === 'clear'
        ? t('"{0}" protects less than it says: mail can go out in the clear.', entry)
        : t('"{0}" protects less than it says: mail goes out encrypted, to whoever answers.', entry);
    case 'deferred':
      return t('Under "{0}" mail is deferred.', entry);
    case 'bounced':
      return t('Under "{0}" mail bounces.', entry);
    case 'untested':
      return t('"{0}" could not be tested.', entry);
  }
}

/** Names the action, as the code actions of the entry call it. */
function offer({ better }: Verification, line: string): string {
  return better?.kind === 'stronger'
    ? t('Stronger: choose Replace by "{0}" among the code actions.', line)
    : t('This would hold: choose Replace by "{0}" among the code actions.', line);
}
