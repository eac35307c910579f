import { parameterSummary } from '../postfix/parameter-summaries';
import { parameterFacts } from '../postfix/parameters';
import { codeSpan } from '../text/escape';
import { paragraphs } from '../text/markdown';
import { t } from '../text/translate';

/**
 * What an option sets, in Markdown; null for a name of which nothing is known and no value is given.
 *
 * @param value what the service sees; null where that is not to be told.
 */
export function describeOption(name: string, value: string | null): string | null {
  const facts = parameterFacts(name);
  if (facts === null && value === null) return null;
  return paragraphs([
    facts === null ? `**${codeSpan(name)}**` : `**\`${name}\`** ${parameterSummary(name)}`.trimEnd(),
    value === null ? '' : t('This service sees {0}, whatever main.cf says.', codeSpan(value)),
  ]);
}

/** The fields between the name and the command (master(5)), in their order. */
const fieldMeanings = [
  '**Type**: `inet` listens on the network, `unix` on a socket below the queue directory; `fifo`, `pass` and `unix-dgram` are rare.',
  '**Private**: whether the service is only for Postfix itself. The default `-` is `y`; `inet` services must say `n`.',
  '**Unprivileged**: whether it runs as the owner of the mail system and not as root. The default `-` is `y`.',
  '**Chroot**: whether it sees only the queue directory. The default `-` is `n` from compatibility level 1 on, before it was `y`. A chrooted smtp(8) opens `smtp_tls_CApath` and `tafile=` below the queue directory; it reads `smtp_tls_CAfile` before it goes there.',
  '**Wakeup time**: after so many seconds the service is woken up; `0` and `-` for never, `?` only if it is in use.',
  '**Process limit**: how many of it run at the same time. The default `-` is `default_process_limit`; `0` for no limit.',
  '**Command**: the program, in the daemon directory of Postfix. What follows is handed to it.',
] as const;

/** What a field of a service means, by its place in the line; null behind the command. */
export function describeField(index: number): string | null {
  return index < fieldMeanings.length ? t(fieldMeanings[index] ?? '') : null;
}
