import type { CauseId } from '../../server/src/probe/cause';
import type { Evidence } from '../../server/src/probe/evidence';
import { judge } from '../../server/src/verdict/judge';
import { dnssecSender } from '../../server/src/verdict/sender';
import type { DeliveryOutcome } from '../../server/src/verdict/verdict';
import type { FingerLevel } from './output';
import type { FingerReport } from './report';

/** Why what posttls-finger says is not what smtp(8) does. */
export const differences = {
  'first-host-only': 'It looks at one server, and smtp(8) goes on to the next.',
  'secure-for-may': 'At dane without TLSA records it tests `secure`, and smtp(8) does `may`.',
  'secure-for-dane-only': 'At dane-only without TLSA records it tests `secure`, and smtp(8) defers.',
  'insecure-mx':
    'It follows TLSA records behind an insecure MX record, and smtp(8) does so only where it is set up to.',
  silent: 'Where there is no STARTTLS it says nothing.',
  'no-reason': 'Where there is no session it tells why, and not what becomes of the mail.',
} as const;

export type DifferenceId = keyof typeof differences;

/** Replies after which the product goes no further, and says that it could not test; posttls-finger reads over them. */
const strict: readonly (CauseId | undefined)[] = ['protocol-error', 'plaintext-after-starttls'];

export function isOverRead({ hosts }: Evidence): boolean {
  return hosts.some(({ addresses }) =>
    addresses.some(({ outcome, cause }) => outcome === 'untested' && strict.includes(cause?.id)),
  );
}

/**
 * The difference between a report and what the product says of the delivery. Null where there is none; `unexplained`
 * where none of the known ones is to blame.
 */
export function differenceOf(
  report: FingerReport,
  { level, evidence }: { readonly level: FingerLevel; readonly evidence: Evidence },
): DifferenceId | 'unexplained' | null {
  const { outcome, hosts } = judge({ level, attributes: [] }, evidence, dnssecSender);
  const read = outcomeRead(report, level);
  if (read === outcome) return null;
  if (report.end === 'silent' && report.unreached.length < evidence.hosts.length) return 'silent';
  if (read === null) return 'no-reason';
  if (report.resortsToSecure) return 'secure-for-dane-only';
  if (report.takesInsecureMx) return 'insecure-mx';
  if (level === 'dane' && report.tlsa.length === 0) return 'secure-for-may';
  const addresses = evidence.hosts.flatMap((host) => host.addresses);
  return hosts.length > 1 || addresses.length > 1 ? 'first-host-only' : 'unexplained';
}

/** How an administrator reads a report; null where it tells nothing of the delivery. */
function outcomeRead({ end, unreached, fallsBack }: FingerReport, level: FingerLevel): DeliveryOutcome | null {
  switch (end) {
    case 'Verified':
      return 'authenticated';
    case 'Trusted':
    case 'Untrusted':
    case 'Anonymous':
      return level === 'may' || level === 'encrypt' || fallsBack ? 'encrypted' : 'defers';
    case 'silent':
      return level === 'none' && unreached.length === 0 ? 'clear' : null;
    case 'handshake-failed':
    case 'starttls-refused':
    case 'lookup-failed':
    case 'no-greeting':
    case 'ehlo-refused':
      return null;
  }
}
