import { nulCharacter } from '../../language/nul-character';
import { unknownLintComment } from '../../language/unknown-lint-comment';
import { unusedSuppression } from '../../language/unused-suppression';
import { cipherExclusion } from './cipher-exclusion';
import { cipherGrade } from './cipher-grade';
import { clientCertificatesAtMay } from './client-certificates-at-may';
import { commentBehindValue } from './comment-behind-value';
import { daneWithoutDns } from './dane-without-dns';
import { daneWithoutDnssec } from './dane-without-dnssec';
import { defaultAuthoritiesUnused } from './default-authorities-unused';
import { fixedServername } from './fixed-servername';
import { indentedFirstParameter } from './indented-first-parameter';
import { invalidExpression } from './invalid-expression';
import { invalidParameterValue } from './invalid-parameter-value';
import { invalidSecurityLevel } from './invalid-security-level';
import { invalidServerLevel } from './invalid-server-level';
import { malformedParameter } from './malformed-parameter';
import { mandatoryTlsForAll } from './mandatory-tls-for-all';
import { missingSecurityLevel } from './missing-security-level';
import { newerParameter } from './newer-parameter';
import { noTrustAnchors } from './no-trust-anchors';
import { obsoleteParameter } from './obsolete-parameter';
import { obsoleteTlsParameter } from './obsolete-tls-parameter';
import { overriddenParameter } from './overridden-parameter';
import { passwordsInClear } from './passwords-in-clear';
import { policyTableAtNone } from './policy-table-at-none';
import { protocolList } from './protocol-list';
import { relayByMx } from './relay-by-mx';
import { relayPasswordsInClear } from './relay-password-in-clear';
import type { MainCfRule } from './rule';
import { serverRequiresTls } from './server-requires-tls';
import { serverTlsWithoutCertificate } from './server-tls-without-certificate';
import { tlsLogLevel } from './tls-log-level';
import { undefinedParameter } from './undefined-parameter';
import { unsafeSecureMatch } from './unsafe-secure-match';
import { unusedParameter } from './unused-parameter';
import { weakDigest } from './weak-digest';
import { wrappermodeBelowEncrypt } from './wrappermode-below-encrypt';
import { wrappermodeOnEveryPort } from './wrappermode-on-every-port';

/** Every rule of main.cf, in the order of the documentation. A new rule is one file and one line here. */
export const mainCfRules: readonly MainCfRule[] = [
  malformedParameter,
  indentedFirstParameter,
  invalidExpression,
  invalidParameterValue,
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
  mandatoryTlsForAll,
  wrappermodeBelowEncrypt,
  unsafeSecureMatch,
  fixedServername,
  relayByMx,
  relayPasswordsInClear,
  protocolList,
  cipherGrade,
  cipherExclusion,
  weakDigest,
  tlsLogLevel,
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
