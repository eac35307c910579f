import { checkFormats } from '../report/check-format';
import { reviewThresholds } from '../review/summary';
import { inputOptions } from './input-options';
import { meansOptions } from './means-options';
import { anyText, choice, onOff, optional } from './option';

/** The options of `review`. */
export const reviewOptions = {
  base: optional('FILE', 'Compare this file, without git; with --head', anyText),
  head: optional('FILE', 'With that one; its name tells the language', anyText),
  worktree: onOff(
    'Review what lies in the working tree, staged or not and new files included; the operand is BASE alone then',
  ),
  format: choice('How the review is told', checkFormats),
  'fail-on': choice('The least verdict that makes the exit status 1', reviewThresholds, 'needs-reason'),
  probe: onOff('Look at the changed domains live, and judge by that'),
  once: onOff(
    'With --probe, look once; else an entry is accepted only where a second look, a minute later, says the same',
  ),
  evidence: optional('DIR', 'Judge by what probe --format json once wrote to the *.json files of this folder', anyText),
  language: inputOptions.language,
  config: optional(
    'FILE',
    'Take this configuration for all files (default: those of the base revision, never those of the change)',
    anyText,
  ),
  'no-config': inputOptions['no-config'],
  ...meansOptions,
};
