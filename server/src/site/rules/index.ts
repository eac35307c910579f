import { digestOfAnotherLength } from './digest-of-another-length';
import { entriesWithoutDnssec } from './entries-without-dnssec';
import { entriesWithoutTrustAnchors } from './entries-without-trust-anchors';
import { hiddenTable } from './hidden-table';
import { hidesLookedUpPolicy } from './hides-looked-up-policy';
import { insecureMxPolicy } from './insecure-mx-policy';
import { invalidRelay } from './invalid-relay';
import { keyInTwoTables } from './key-in-two-tables';
import { missingTableFile } from './missing-table-file';
import { missingTlsproxy } from './missing-tlsproxy';
import { mistakenInlineEntry } from './mistaken-inline-entry';
import { refusedUnion } from './refused-union';
import { repeatedInlineKey } from './repeated-inline-key';
import type { SiteRule } from './rule';
import { smtpsWithoutWrappermode } from './smtps-without-wrappermode';
import { staleTableIndex } from './stale-table-index';
import { submissionWithoutTls } from './submission-without-tls';
import { trustStoreOutsideChroot } from './trust-store-outside-chroot';
import { unansweredInPipemap } from './unanswered-in-pipemap';
import { undefinedServiceParameter } from './undefined-service-parameter';
import { unlistedTable } from './unlisted-table';
import { unreachableKey } from './unreachable-key';
import { unusableInlineTable } from './unusable-inline-table';
import { unusedServiceParameter } from './unused-service-parameter';
import { weakerThanGlobal } from './weaker-than-global';
import { wrongTableType } from './wrong-table-type';

/** Every rule about a site as a whole, in the order of the documentation. A new rule is one file and one line here. */
export const siteRules: readonly SiteRule[] = [
  missingTableFile,
  staleTableIndex,
  wrongTableType,
  unusableInlineTable,
  repeatedInlineKey,
  mistakenInlineEntry,
  refusedUnion,
  unansweredInPipemap,
  unlistedTable,
  hiddenTable,
  keyInTwoTables,
  hidesLookedUpPolicy,
  unreachableKey,
  entriesWithoutDnssec,
  insecureMxPolicy,
  entriesWithoutTrustAnchors,
  trustStoreOutsideChroot,
  digestOfAnotherLength,
  weakerThanGlobal,
  missingTlsproxy,
  invalidRelay,
  smtpsWithoutWrappermode,
  submissionWithoutTls,
  undefinedServiceParameter,
  unusedServiceParameter,
];
