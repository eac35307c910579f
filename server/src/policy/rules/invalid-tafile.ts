import { t } from '../../text/translate';
import { soundAttributes } from './attribute';
import { deferred, type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

export const invalidTafile: PolicyEntryRule = {
  id: 'invalid-tafile',
  scope: 'node',
  title: 'Trust anchor file that is no path',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`tafile=\` is the path of one file, and Postfix opens it as it stands: quotes and brackets are a part of the name, \`~\` and \`$\` stand for nothing,
and there is no list and no URL. It logs \`error opening trust anchor file\` and defers all mail to the destination (4.7.5). A folder is no
file either. For several files write \`tafile=\` several times.

Whether there is a file of that name, this rule does not look.`,
  bad: [
    { text: 'example.org secure tafile="/etc/postfix/ta.pem"\n' },
    { text: 'example.org secure tafile=file:/etc/postfix/ta.pem\n' },
    { text: 'example.org secure tafile=~/ta.pem\n' },
    { text: 'example.org secure tafile==/etc/postfix/ta.pem\n' },
    { text: 'example.org secure tafile=/etc/postfix/a.pem:/etc/postfix/b.pem\n' },
    { text: 'example.org secure tafile=/etc/ssl/certs/\n' },
  ],
  good: [
    { text: 'example.org secure tafile=/etc/postfix/ta.pem\n', untried: 'the file is elsewhere' },
    {
      text: 'example.org secure tafile=/etc/postfix/a.pem tafile=/etc/postfix/b.pem\n',
      untried: 'the files are elsewhere',
    },
  ],
  check(entry, _document, report) {
    for (const { value } of soundAttributes(entry, 'tafile')) {
      if (isPath(value.text)) continue;
      report({
        span: value.span,
        message: t(
          '{0} is no path of a file, and Postfix opens it as it stands ("error opening trust anchor file"): {1}. Write one path, and tafile= once more for each further one.',
          quoted(value.text),
          deferred(),
        ),
        ...rewriteIfKnown(value.span, meantBy(value.text)),
      });
    }
  },
};

/** A relative path counts from the queue directory, and can be meant. */
function isPath(text: string): boolean {
  return !/^["'<{[~$=#]|^[a-z]+:|[:;|]\/|\/$/i.test(text);
}

/** The paths in brackets, quotes, a URL or a list, as they are written; null where there are none. */
function meantBy(text: string): string | null {
  // Longer ones were made to take time.
  if (text.length > 500) return null;
  const bare = text.replace(/^["'<{[=]+|["'>}\]]+$/g, '').replace(/^file:(?:\/\/)?(?=\/)/i, '');
  const paths = bare.split(/[:;|](?=\/)/);
  return paths.every((path) => path.startsWith('/') && isPath(path)) ? paths.join(' tafile=') : null;
}
