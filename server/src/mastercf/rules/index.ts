import { nulCharacter } from '../../language/nul-character';
import { unknownLintComment } from '../../language/unknown-lint-comment';
import { unusedSuppression } from '../../language/unused-suppression';
import { duplicateService } from './duplicate-service';
import { indentedFirstService } from './indented-first-service';
import { malformedOverride } from './malformed-override';
import { malformedService } from './malformed-service';
import { overrideWithoutEffect } from './override-without-effect';
import type { MasterCfRule } from './rule';

/** Every rule of master.cf, in the order of the documentation. A new rule is one file and one line here. */
export const masterCfRules: readonly MasterCfRule[] = [
  malformedService,
  indentedFirstService,
  malformedOverride,
  overrideWithoutEffect,
  duplicateService,
  nulCharacter,
  unknownLintComment,
  unusedSuppression,
];
