import { allRules } from '../languages/languages';
import { rulePageMarkdown } from '../report/rule-page';
import type { RunCommand } from './command';
import { exitCode } from './io';
import { didYouMean, UsageError } from './usage-error';

/** `explain RULE`: shows the page of a rule, which is made from the table of rules and needs no file. */
export const explain: RunCommand<Record<string, never>> = ({ operands }, io) => {
  const [id, ...more] = operands;
  if (id === undefined) throw new UsageError('name a rule; rules lists them');
  if (more.length > 0) throw new UsageError('name one rule');
  const rules = allRules();
  const found = rules.find(({ rule }) => rule.id === id);
  if (!found) {
    const known = rules.map(({ rule }) => rule.id);
    throw new UsageError(`there is no rule ${id}${didYouMean(id, known)}`);
  }
  io.stdout.write(rulePageMarkdown(found));
  return exitCode.ok;
};
