import { inputOptions } from './input-options';
import { anyText, onOff, several } from './option';

/** The options of `fix`. */
export const fixOptions = {
  'dry-run': onOff('Write nothing; tell what would change, in the unified format'),
  rule: several('ID', 'Mend the findings of this rule alone', anyText),
  ...inputOptions,
};
