import { nulCharacter } from '../../language/nul-character';
import { unknownLintComment } from '../../language/unknown-lint-comment';
import { unusedSuppression } from '../../language/unused-suppression';
import { daneWithoutDnssec } from './dane-without-dnssec';
import { indentedFirstParameter } from './indented-first-parameter';
import { invalidSecurityLevel } from './invalid-security-level';
import { malformedParameter } from './malformed-parameter';
import { missingSecurityLevel } from './missing-security-level';
import { obsoleteTlsParameter } from './obsolete-tls-parameter';
import type { MainCfRule } from './rule';

/** Every rule of main.cf, in the order of the documentation. A new rule is one file and one line here. */
export const mainCfRules: readonly MainCfRule[] = [
  malformedParameter,
  indentedFirstParameter,
  invalidSecurityLevel,
  missingSecurityLevel,
  daneWithoutDnssec,
  obsoleteTlsParameter,
  nulCharacter,
  unknownLintComment,
  unusedSuppression,
];
