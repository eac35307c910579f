import { rulePageMarkdown } from '../report/rule-page';
import { t } from '../text/translate';
import type { RunCommand } from './command';
import { exitCode } from './io';
import { knownRule } from './known-rule';
import { UsageError } from './usage-error';

/** `explain RULE`: shows the page of a rule, which is made from the table of rules and needs no file. */
export const explain: RunCommand<Record<string, never>> = ({ operands }, io) => {
  const [id, ...more] = operands;
  if (id === undefined) throw new UsageError(t('name a rule; rules lists them'));
  if (more.length > 0) throw new UsageError(t('name one rule'));
  io.stdout.write(rulePageMarkdown(knownRule(id)));
  return exitCode.ok;
};
