import { nulCharacter } from '../../language/nul-character';
import { unknownLintComment } from '../../language/unknown-lint-comment';
import { unusedSuppression } from '../../language/unused-suppression';
import { addressNeedsMatch } from './address-needs-match';
import { attributeNotAllowed } from './attribute-not-allowed';
import { attributeWithoutEffect } from './attribute-without-effect';
import { badCondition } from './bad-condition';
import { badSubstitution } from './bad-substitution';
import { bareAddressKey } from './bare-address-key';
import { brittleFingerprint } from './brittle-fingerprint';
import { broadMatch } from './broad-match';
import { catchAllKey } from './catch-all-key';
import { deadPattern } from './dead-pattern';
import { deadWildcardKey } from './dead-wildcard-key';
import { duplicateKey } from './duplicate-key';
import { emptyAttributeValue } from './empty-attribute-value';
import { fingerprintInSharedList } from './fingerprint-in-shared-list';
import { fingerprintWithoutDigest } from './fingerprint-without-digest';
import { halfCoveredDomain } from './half-covered-domain';
import { idnKeyWithoutTwin } from './idn-key-without-twin';
import { ignoredAttribute } from './ignored-attribute';
import { indentedFirstLine } from './indented-first-line';
import { indentedRule } from './indented-rule';
import { invalidAttributeValue } from './invalid-attribute-value';
import { invalidCipherExclusion } from './invalid-cipher-exclusion';
import { invalidFingerprint } from './invalid-fingerprint';
import { invalidKey } from './invalid-key';
import { invalidProtocols } from './invalid-protocols';
import { invalidServername } from './invalid-servername';
import { invalidTafile } from './invalid-tafile';
import { invalidUtf8 } from './invalid-utf8';
import { keyEndsInColon } from './key-ends-in-colon';
import { keyWithTransport } from './key-with-transport';
import { mailAddressKey } from './mail-address-key';
import { malformedAttribute } from './malformed-attribute';
import { malformedCandidate } from './malformed-candidate';
import { matchHostname } from './match-hostname';
import { matchNever } from './match-never';
import { matchSeparator } from './match-separator';
import { matchWildcard } from './match-wildcard';
import { matchWord } from './match-word';
import { missingPolicyType } from './missing-policy-type';
import { missingValue } from './missing-value';
import { newerThanPostfix } from './newer-than-postfix';
import { noProtocolLeft } from './no-protocol-left';
import { nullCiphers } from './null-ciphers';
import { obsoletePatternOption } from './obsolete-pattern-option';
import { oldProtocolsAllowed } from './old-protocols-allowed';
import { outdatedCipherGrade } from './outdated-cipher-grade';
import { outdatedProtocols } from './outdated-protocols';
import { pcreSyntaxInRegexp } from './pcre-syntax-in-regexp';
import { plainSecureInSharedList } from './plain-secure-in-shared-list';
import { posixSyntaxInPcre } from './posix-syntax-in-pcre';
import { protocolBoundWithoutEffect } from './protocol-bound-without-effect';
import { protocolsWithoutNewest } from './protocols-without-newest';
import { providerWideMatch } from './provider-wide-match';
import { publicSuffixKey } from './public-suffix-key';
import { quotedKey } from './quoted-key';
import { redundantEntry } from './redundant-entry';
import { repeatedAttribute } from './repeated-attribute';
import type { PolicyRule } from './rule';
import { servernameCase } from './servername-case';
import { stagedEntry } from './staged-entry';
import { strictCiphersAtMay } from './strict-ciphers-at-may';
import { tafileInSharedList } from './tafile-in-shared-list';
import { trailingComment } from './trailing-comment';
import { trailingDotKey } from './trailing-dot-key';
import { unanchoredPattern } from './unanchored-pattern';
import { unbalancedBlock } from './unbalanced-block';
import { unbalancedQuote } from './unbalanced-quote';
import { unbracketedIpv6Key } from './unbracketed-ipv6-key';
import { unenforcedPolicyFailure } from './unenforced-policy-failure';
import { unescapedDot } from './unescaped-dot';
import { unexplainedException } from './unexplained-exception';
import { unknownAttribute } from './unknown-attribute';
import { unknownLevel } from './unknown-level';
import { unreadablePattern } from './unreadable-pattern';
import { unsafeLevels } from './unsafe-level';
import { weakFingerprint } from './weak-fingerprint';
import { weakerThanParent } from './weaker-than-parent';

/** Every rule of the policy language, in the order of the documentation. A new rule is one file and one line here. */
export const policyRules: readonly PolicyRule[] = [
  // Lines
  indentedFirstLine,
  missingValue,
  unbalancedQuote,
  trailingComment,
  nulCharacter,
  invalidUtf8,
  // Values: levels and attributes
  unknownLevel,
  malformedAttribute,
  unknownAttribute,
  attributeNotAllowed,
  repeatedAttribute,
  emptyAttributeValue,
  invalidAttributeValue,
  ignoredAttribute,
  missingPolicyType,
  newerThanPostfix,
  attributeWithoutEffect,
  unenforcedPolicyFailure,
  // Values: names and digests
  matchSeparator,
  matchWord,
  matchNever,
  matchWildcard,
  addressNeedsMatch,
  invalidTafile,
  invalidServername,
  servernameCase,
  fingerprintWithoutDigest,
  invalidFingerprint,
  // Values: protocols and ciphers
  invalidProtocols,
  noProtocolLeft,
  protocolBoundWithoutEffect,
  outdatedProtocols,
  protocolsWithoutNewest,
  oldProtocolsAllowed,
  nullCiphers,
  outdatedCipherGrade,
  strictCiphersAtMay,
  invalidCipherExclusion,
  // Keys
  deadWildcardKey,
  keyEndsInColon,
  quotedKey,
  trailingDotKey,
  mailAddressKey,
  keyWithTransport,
  catchAllKey,
  publicSuffixKey,
  unbracketedIpv6Key,
  invalidKey,
  bareAddressKey,
  idnKeyWithoutTwin,
  duplicateKey,
  redundantEntry,
  weakerThanParent,
  halfCoveredDomain,
  // Pattern tables
  unreadablePattern,
  obsoletePatternOption,
  badSubstitution,
  pcreSyntaxInRegexp,
  posixSyntaxInPcre,
  badCondition,
  unbalancedBlock,
  indentedRule,
  deadPattern,
  unanchoredPattern,
  unescapedDot,
  // Security
  ...unsafeLevels,
  matchHostname,
  broadMatch,
  providerWideMatch,
  weakFingerprint,
  brittleFingerprint,
  fingerprintInSharedList,
  tafileInSharedList,
  plainSecureInSharedList,
  unexplainedException,
  // Comments for this program
  malformedCandidate,
  stagedEntry,
  unknownLintComment,
  unusedSuppression,
];
