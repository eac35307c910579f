import { rulesJson, rulesText } from '../report/rules-list';
import { t } from '../text/translate';
import type { RunCommand } from './command';
import { exitCode } from './io';
import type { rulesOptions } from './rules-options';
import { UsageError } from './usage-error';

/** `rules`: lists every rule. */
export const rules: RunCommand<typeof rulesOptions> = ({ options, operands }, io) => {
  const [operand] = operands;
  if (operand !== undefined)
    throw new UsageError(t('there is nothing to do with "{0}"; explain shows one rule', operand));
  io.stdout.write(options.format === 'json' ? rulesJson() : rulesText());
  return exitCode.ok;
};
