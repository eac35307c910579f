import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import type { Fault } from './evaluate';
import type { ExpressionDefect } from './expression';

const defects: Readonly<Record<ExpressionDefect['kind'], string>> = {
  unclosed:
    'A bracket behind "$" is not closed ("truncated macro reference"). Close it, or write $$ for a dollar sign.',
  'no-name': 'No name stands behind "$" ("empty macro name"). Write $$ for a dollar sign.',
  'bad-name':
    'A name behind "$" is made of letters, digits and underscores ("attribute name syntax error"). Write ${name}, ${name?{a}:{b}} or ${name:{b}}.',
  'no-operator': 'An operator is expected behind the first braces. Write ==, !=, <, <=, > or >=.',
  'bad-operator': 'Behind an operator only "level" may stand ("bad operator suffix"). Write for example <level.',
  'no-operand': 'Both sides of a comparison stand in braces. Write ${{left} == {right}?{a}:{b}}.',
  unexpected: "This can't stand behind the braces. Write ${name?{a}:{b}}.",
};

/** What is wrong, and what Postfix does because of it. */
export function describeFault(fault: Fault): string {
  return `${whatOf(fault)} ${t('Every program that reads the value ends with a fatal error.')}`;
}

function whatOf(fault: Fault): string {
  switch (fault.kind) {
    case 'syntax':
      return fault.parameter === null
        ? t(defects[fault.defect.kind])
        : t('In the value of {0}: {1}', visible(fault.parameter), t(defects[fault.defect.kind]));
    case 'cycle':
      return t('The value uses itself: {0}.', fault.names.map((name) => visible(name)).join(', '));
    case 'nesting':
      return t('More than 100 values use each other, down to {0}.', visible(fault.parameter));
    case 'comparison':
      return t(
        "{0} and {1} can't be compared: one is no release such as 3.6, or too large a number.",
        quoted(fault.left),
        quoted(fault.right),
      );
    case 'function':
      return t('Postfix has no function {0} here; domain_to_ascii came with Postfix 3.11.', visible(fault.name));
  }
}

function quoted(text: string): string {
  return `"${visible(text)}"`;
}

/** The same of what can't be read, without the parameter in which it stands. */
export function describeDefect({ kind }: ExpressionDefect): string {
  return `${t(defects[kind])} ${t('Every program that reads the value ends with a fatal error.')}`;
}
