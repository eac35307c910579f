import { ownVerdictWords } from '../report/own-verdict';
import { t } from '../text/translate';
import type { Verification } from '../verdict/verify-entry';
import { sentences } from './probe-messages';

/** Reasons told in a message; all of them are in the report. */
const toldReasons = 3;

/** What an entry is worth, in Postfix's own words where mail does not get through, and what could stand in its place. */
export function describeVerification(entry: string, verification: Verification, better: string | null): string {
  const { reasons, waiting } = verification;
  const parts = [
    ownVerdictWords(entry, verification),
    sentences(reasons, toldReasons),
    ...waiting.map(({ host, reason }) => t('No mail goes to {0}: {1}', host, sentences([reason], 1))),
    ...(better === null ? [] : [offer(verification, better)]),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Names the action, as the code actions of the entry call it. */
function offer({ better }: Verification, line: string): string {
  return better?.kind === 'stronger'
    ? t('Stronger: choose Replace by "{0}" among the code actions.', line)
    : t('This would hold: choose Replace by "{0}" among the code actions.', line);
}
