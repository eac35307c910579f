import { t } from '../../text/translate';
import type { Service, Word } from '../document';
import { quoted, type ServiceRule } from './rule';

interface FieldGrammar {
  readonly field: string;
  readonly isValid: (text: string) => boolean;
  readonly wanted: () => string;
}

const flag = (text: string): boolean => /^[-yn]$/.test(text);

/** The fields between the name and the command, as get_master_ent() of master(8) takes them. */
const grammar: readonly FieldGrammar[] = [
  {
    field: 'type',
    isValid: (text) => ['inet', 'unix', 'unix-dgram', 'fifo', 'pass'].includes(text),
    wanted: () => t('inet, unix, unix-dgram, fifo or pass'),
  },
  { field: 'private', isValid: flag, wanted: () => t('y, n or -') },
  { field: 'unprivileged', isValid: flag, wanted: () => t('y, n or -') },
  { field: 'chroot', isValid: flag, wanted: () => t('y, n or -') },
  { field: 'wakeup time', isValid: (text) => /^(?:-|\d*\??)$/.test(text), wanted: () => t('seconds, or -') },
  { field: 'process limit', isValid: (text) => /^(?:-|\d+)$/.test(text), wanted: () => t('a number, or -') },
];

export const malformedService: ServiceRule = {
  id: 'malformed-service',
  scope: 'node',
  title: 'Line of master.cf that is no service',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Every logical line of master.cf has at least eight fields: service name, type, private, unprivileged, chroot, wakeup time,
process limit, command. With fewer, or with a word that a field does not take, \`master(8)\` ends with a fatal error: Postfix does not
start, and a running one stops at the next reload. \`-\` stands for the default of a field. What follows the command is handed to it;
a line that begins with whitespace continues the line before it.`,
  bad: [
    { text: 'smtp unix - - n - smtp\n' },
    { text: 'smtp tcp - - n - - smtp\n' },
    { text: 'smtp unix yes - n - - smtp\n' },
    { text: 'smtp unix - - n - many smtp\n' },
  ],
  good: [
    { text: 'smtp unix - - n - - smtp\n' },
    { text: 'pickup unix n - y 60 1 pickup\n' },
    { text: 'qmgr unix n - n 300? 1 qmgr\n' },
  ],
  check(service, _document, report) {
    if (service.defect === 'indented') return;
    if (service.defect === 'too-few-fields') {
      report({ span: lastWord(service).span, message: tooFew(service) });
      return;
    }
    service.fields.forEach((word, index) => {
      const field = grammar[index];
      if (field === undefined || field.isValid(word.text)) return;
      report({
        span: word.span,
        message: t(
          '{0} is not possible for {1}: master(8) ends with a fatal error, and Postfix does not start. Write {2}.',
          quoted(word.text),
          field.field,
          field.wanted(),
        ),
      });
    });
  },
};

function tooFew({ fields, name }: Service): string {
  const count = fields.length + (name.text === '' ? 0 : 1);
  return t(
    'The line has {0} of the 8 fields that a service needs: master(8) ends with a fatal error, and Postfix does not start. Write name, type, private, unprivileged, chroot, wakeup time, process limit and command, with - for a default, or begin the line with a blank if it continues the one above.',
    count,
  );
}

/** Never empty, so that there is something to underline. */
function lastWord({ fields, name, line }: Service): Pick<Word, 'span'> {
  const last = fields.at(-1) ?? name;
  return last.text === '' ? { span: { start: line.span.start, end: line.span.start + 1 } } : last;
}
