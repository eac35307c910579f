import { nulCharacter } from '../../language/nul-character';
import { unknownLintComment } from '../../language/unknown-lint-comment';
import { unusedSuppression } from '../../language/unused-suppression';
import { addressFamilyPreference } from './address-family-preference';
import { berkeleyDbTable } from './berkeley-db-table';
import { cipherExclusion } from './cipher-exclusion';
import { cipherGrade } from './cipher-grade';
import { clientCertificatesAtMay } from './client-certificates-at-may';
import { commentBehindValue } from './comment-behind-value';
import { daneWithoutDns } from './dane-without-dns';
import { daneWithoutDnssec } from './dane-without-dnssec';
import { defaultAuthoritiesUnused } from './default-authorities-unused';
import { editedCipherList } from './edited-cipher-list';
import { fixedKeyExchangeGroups } from './fixed-key-exchange-groups';
import { fixedServername } from './fixed-servername';
import { indentedFirstParameter } from './indented-first-parameter';
import { indentedParameter } from './indented-parameter';
import { invalidExpression } from './invalid-expression';
import { invalidParameterValue } from './invalid-parameter-value';
import { invalidSecurityLevel } from './invalid-security-level';
import { invalidServerLevel } from './invalid-server-level';
import { malformedParameter } from './malformed-parameter';
import { mandatoryTlsForAll } from './mandatory-tls-for-all';
import { missingSecurityLevel } from './missing-security-level';
import { newerParameter } from './newer-parameter';
import { noSessionCache } from './no-session-cache';
import { noTrustAnchors } from './no-trust-anchors';
import { obsoleteParameter } from './obsolete-parameter';
import { obsoleteTlsParameter } from './obsolete-tls-parameter';
import { overriddenParameter } from './overridden-parameter';
import { passwordsInClear } from './passwords-in-clear';
import { policyTableAtNone } from './policy-table-at-none';
import { preemptedCipherOrder } from './preempted-cipher-order';
import { protocolList } from './protocol-list';
import { relayByMx } from './relay-by-mx';
import { relayPasswordsInClear } from './relay-password-in-clear';
import { requiretlsEnforced } from './requiretls-enforced';
import type { MainCfRule } from './rule';
import { serverRequiresTls } from './server-requires-tls';
import { serverSessionCache } from './server-session-cache';
import { serverTlsWithoutCertificate } from './server-tls-without-certificate';
import { sessionCachePlace } from './session-cache-place';
import { spoofableTable } from './spoofable-table';
import { starttlsOfferNoted } from './starttls-offer-noted';
import { strictTlsAtMay } from './strict-tls-at-may';
import { stsPatternsUnenforced } from './sts-patterns-unenforced';
import { tlsLogLevel } from './tls-log-level';
import { tlsrptWithoutEffect } from './tlsrpt-without-effect';
import { undefinedParameter } from './undefined-parameter';
import { unfitTableType } from './unfit-table-type';
import { unknownTableType } from './unknown-table-type';
import { unneededClientCertificate } from './unneeded-client-certificate';
import { unsafeSecureMatch } from './unsafe-secure-match';
import { unusedParameter } from './unused-parameter';
import { verifyByMx } from './verify-by-mx';
import { weakDigest } from './weak-digest';
import { wrappermodeBelowEncrypt } from './wrappermode-below-encrypt';
import { wrappermodeOnEveryPort } from './wrappermode-on-every-port';

/** Every rule of main.cf, in the order of the documentation. A new rule is one file and one line here. */
export const mainCfRules: readonly MainCfRule[] = [
  malformedParameter,
  indentedFirstParameter,
  indentedParameter,
  invalidExpression,
  invalidParameterValue,
  unknownTableType,
  berkeleyDbTable,
  undefinedParameter,
  unusedParameter,
  overriddenParameter,
  commentBehindValue,
  newerParameter,
  obsoleteParameter,
  invalidSecurityLevel,
  missingSecurityLevel,
  daneWithoutDnssec,
  daneWithoutDns,
  noTrustAnchors,
  defaultAuthoritiesUnused,
  policyTableAtNone,
  spoofableTable,
  unfitTableType,
  stsPatternsUnenforced,
  mandatoryTlsForAll,
  verifyByMx,
  wrappermodeBelowEncrypt,
  unsafeSecureMatch,
  fixedServername,
  relayByMx,
  relayPasswordsInClear,
  protocolList,
  cipherGrade,
  cipherExclusion,
  strictTlsAtMay,
  editedCipherList,
  fixedKeyExchangeGroups,
  preemptedCipherOrder,
  weakDigest,
  tlsLogLevel,
  starttlsOfferNoted,
  noSessionCache,
  sessionCachePlace,
  serverSessionCache,
  tlsrptWithoutEffect,
  requiretlsEnforced,
  unneededClientCertificate,
  addressFamilyPreference,
  invalidServerLevel,
  serverTlsWithoutCertificate,
  serverRequiresTls,
  wrappermodeOnEveryPort,
  passwordsInClear,
  clientCertificatesAtMay,
  obsoleteTlsParameter,
  nulCharacter,
  unknownLintComment,
  unusedSuppression,
];
