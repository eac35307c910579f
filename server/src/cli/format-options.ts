import { continuationStyles } from '../language/structure';
import { inputOptions } from './input-options';
import { choice, onOff } from './option';

/** The options of `format`. */
export const formatOptions = {
  check: onOff('Write nothing; name the files that are not formatted'),
  'dry-run': onOff('Write nothing; tell what would change, in the unified format'),
  align: onOff('Let values begin in one column in each block of lines (default: one blank behind each key)'),
  continuation: choice('What becomes of the lines in which an entry of a policy table goes on', continuationStyles),
  ...inputOptions,
};
