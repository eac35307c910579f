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
    ...waiting.map(({ host, reason }) => `No mail goes to ${host}: ${sentences([reason], 1)}`),
    ...(better === null ? [] : [offer(verification, better)]),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function headline(entry: string, { outcome, delivery }: Verification): string {
  switch (outcome) {
    case 'holds':
      return delivery === 'authenticated'
        ? `"${entry}" holds: mail goes to authenticated hosts only.`
        : `"${entry}" holds, and protects little: ${goesOut(delivery)}.`;
    case 'weaker':
      return `"${entry}" protects less than it says: ${goesOut(delivery)}.`;
    case 'deferred':
      return `Under "${entry}" mail is deferred.`;
    case 'bounced':
      return `Under "${entry}" mail bounces.`;
    case 'untested':
      return `"${entry}" could not be tested.`;
  }
}

function goesOut(delivery: Verification['delivery']): string {
  return delivery === 'clear' ? 'mail can go out in the clear' : 'mail goes out encrypted, to whoever answers';
}

/** Names the action, as the code actions of the entry call it. */
function offer({ better }: Verification, line: string): string {
  return `${better?.kind === 'stronger' ? 'Stronger' : 'This would hold'}: choose Replace by "${line}" among the code actions.`;
}
