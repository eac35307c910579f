import type { PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import { datedCertificates } from '../verdict/outlook';

/** A certificate that an entry rests on and that ends soon. */
export interface Expiry {
  readonly host: string;
  /** As in evidence. */
  readonly notAfter: string;
  /** Whole days that were left when it was seen; negative where it had ended. */
  readonly days: number;
}

const day = 86_400_000;

/** The certificate of each host that ends first, where that is within so many days; the soonest first. */
export function expiriesWithin(days: number, value: PolicyValue, evidence: Evidence): readonly Expiry[] {
  const at = Date.parse(evidence.finishedAt);
  const first = new Map<string, Expiry>();
  for (const { host, certificate } of datedCertificates(value, evidence)) {
    const left = Math.floor((Date.parse(certificate.notAfter) - at) / day);
    const known = first.get(host);
    if (left > days || (known !== undefined && known.days <= left)) continue;
    first.set(host, { host, notAfter: certificate.notAfter, days: left });
  }
  return [...first.values()].sort((left, right) => left.days - right.days);
}
