import { nulCharacter } from '../../language/nul-character';
import { unknownLintComment } from '../../language/unknown-lint-comment';
import { unusedSuppression } from '../../language/unused-suppression';
import { attributeNotAllowed } from './attribute-not-allowed';
import { deadWildcardKey } from './dead-wildcard-key';
import { duplicateKey } from './duplicate-key';
import { emptyAttributeValue } from './empty-attribute-value';
import { ignoredAttribute } from './ignored-attribute';
import { indentedFirstLine } from './indented-first-line';
import { invalidAttributeValue } from './invalid-attribute-value';
import { malformedAttribute } from './malformed-attribute';
import { missingValue } from './missing-value';
import { repeatedAttribute } from './repeated-attribute';
import type { PolicyRule } from './rule';
import { trailingComment } from './trailing-comment';
import { unbalancedQuote } from './unbalanced-quote';
import { unknownAttribute } from './unknown-attribute';
import { unknownLevel } from './unknown-level';
import { unsafeLevels } from './unsafe-level';

/** Every rule of the policy language, in the order of the documentation. A new rule is one file and one line here. */
export const policyRules: readonly PolicyRule[] = [
  indentedFirstLine,
  missingValue,
  unbalancedQuote,
  trailingComment,
  unknownLevel,
  malformedAttribute,
  unknownAttribute,
  attributeNotAllowed,
  repeatedAttribute,
  emptyAttributeValue,
  invalidAttributeValue,
  ignoredAttribute,
  deadWildcardKey,
  duplicateKey,
  ...unsafeLevels,
  nulCharacter,
  unknownLintComment,
  unusedSuppression,
];
