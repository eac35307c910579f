import type { PolicyDocument } from '../../policy/document';
import { isPatternType, type TableType } from '../../postfix/table-types';
import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { withInnerTables } from '../whole-site';
import type { SiteRule } from './rule';

export const wrongTableType: SiteRule = {
  id: 'wrong-table-type',
  title: 'Table whose lines are of another type',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `The type in front of the path says how Postfix reads the file. A file of \`/patterns/\` under \`hash:\` or \`texthash:\` holds keys that no next-hop
has, and a file of plain keys under \`regexp:\` or \`pcre:\` is left out line by line (\`ignoring unrecognized request\`): in both cases none of the
entries holds, and nothing else shows it.`,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
/^example\\.org$/ encrypt
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = pcre:/etc/postfix/tls_policy
==> tls_policy <==
example.org encrypt
example.net encrypt
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = pipemap:{texthash:/etc/postfix/tls_policy, inline:{strong=dane-only}}
==> tls_policy <==
/^example\\.org$/ strong
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = regexp:/etc/postfix/tls_policy
==> tls_policy <==
/^example\\.org$/ encrypt
`,
    },
  ],
  check({ clients }, report) {
    for (const { reference, file, point } of clients.flatMap(({ tables }) => withInnerTables(tables))) {
      if (file === null) continue;
      const isOfPatterns = isPatternType(reference.type as TableType | null);
      if (!isWrong(file.document, isOfPatterns)) continue;
      const name = visible(reference.name, 100);
      report(point.file, {
        span: point.span,
        message: isOfPatterns
          ? t(
              '{0} holds keys, and type {1} reads patterns: none of its entries holds. Write {2}.',
              name,
              reference.type ?? '',
              `texthash:${name}`,
            )
          : t(
              '{0} holds patterns, and type {1} reads keys: none of its entries holds. Write {2}.',
              name,
              reference.type ?? '',
              `regexp:${name}`,
            ),
      });
    }
  },
};

/** Whether all entries look like those of the other kind. A few decide, as a list may be very long. */
function isWrong({ entries }: PolicyDocument, isOfPatterns: boolean): boolean {
  const some = entries.slice(0, 100).map(({ line }) => /^!?\/.*\/\w*\s/.test(line.text));
  return some.length > 0 && some.every((isPattern) => isPattern !== isOfPatterns);
}
