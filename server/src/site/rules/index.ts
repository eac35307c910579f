import { entriesWithoutDnssec } from './entries-without-dnssec';
import { entriesWithoutTrustAnchors } from './entries-without-trust-anchors';
import { hiddenTable } from './hidden-table';
import type { SiteRule } from './rule';

/** Every rule about a site as a whole, in the order of the documentation. A new rule is one file and one line here. */
export const siteRules: readonly SiteRule[] = [hiddenTable, entriesWithoutDnssec, entriesWithoutTrustAnchors];
