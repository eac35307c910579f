import type { Parameter } from '../../maincf/document';
import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { policiesIn } from '../policies';
import { type Client, valueOf } from '../site';
import type { SiteRule } from './rule';

export const trustStoreOutsideChroot: SiteRule = {
  id: 'trust-store-outside-chroot',
  title: 'Authorities that a client in a chroot can’t see',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A service with \`y\` in the chroot column of master.cf sees nothing outside of the queue directory once it runs. \`smtp_tls_CAfile\` is read before that;
the files of \`smtp_tls_CApath\`, of \`smtp_tls_trust_anchor_file\` and of \`tafile=\` are read after it. Where they are not below the queue
directory as well, such as \`/var/spool/postfix/etc/ssl/certs\`, no certificate verifies, and mail at \`secure\` and \`verify\` is deferred. Use \`smtp_tls_CAfile\`, or
copy the files. Debian copies the folder of \`smtp_tls_CApath\` when Postfix starts, so it is looked for there before anything is said; nothing is said where
the disk is not known.`,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_CApath = /etc/ssl/certs
==> master.cf <==
smtp unix - - y - - smtp
==> disk <==
/etc/ssl/certs/
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> master.cf <==
smtp unix - - y - - smtp
==> tls_policy <==
example.org secure tafile=/etc/postfix/example.pem
==> disk <==
tls_policy
example.pem
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_CApath = /etc/ssl/certs
==> master.cf <==
smtp unix - - y - - smtp
==> disk <==
/etc/ssl/certs/
/var/spool/postfix/etc/ssl/certs/
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_CApath = /etc/ssl/certs
==> master.cf <==
smtp unix - - n - - smtp
==> disk <==
/etc/ssl/certs/
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_CApath = /etc/ssl/certs
==> master.cf <==
smtp unix - - y - - smtp
`,
    },
  ],
  check({ clients, mainCf }, report, facts) {
    for (const client of clients) {
      if (!isChrooted(client)) continue;
      const queue = client.parameters.value('queue_directory').expanded ?? '/var/spool/postfix';
      const isUnseen = (path: string): boolean => path !== '' && facts.file(`${queue}${path}`).kind === 'missing';
      const message = (what: string, path: string): string =>
        t(
          '{0} runs in a chroot and does not see {1} of {2}: no certificate verifies by it. Copy it to {3}, or write smtp_tls_CAfile, which is read before.',
          visible(client.name, 60),
          visible(path, 100),
          what,
          visible(`${queue}${path}`, 100),
        );
      for (const [name, paths] of pathsOf(client)) {
        const path = paths.find(isUnseen);
        const { source } = client.parameters.value(name);
        if (path !== undefined && source.kind === 'file') {
          report(mainCf, { span: placeOf(source.parameter), message: message(name, path) });
        }
      }
      for (const table of client.tables ?? []) {
        for (const { entry, value } of policiesIn(table)) {
          const file = value.attributes.find((each) => each.name === 'tafile' && isUnseen(each.value))?.value;
          if (file === undefined) continue;
          const point =
            entry === null || table.file === null ? table.point : { file: table.file, span: entry.value.span };
          report(point.file, { span: point.span, severity: 'error', message: message('tafile', file) });
        }
      }
    }
  },
};

/** What is read after the change of the root, by the parameter that names it. */
function pathsOf(client: Client): readonly (readonly [string, readonly string[]])[] {
  const caPath = valueOf(client, 'tls_CAfile') === '' ? [valueOf(client, 'tls_CApath') ?? ''] : [];
  const anchors = (valueOf(client, 'tls_trust_anchor_file') ?? '').split(/[\s,]+/);
  return [
    [`${client.program}_tls_CApath`, caPath],
    [`${client.program}_tls_trust_anchor_file`, anchors],
  ];
}

/** `-` is `y` below compatibility level 1 alone (master(5)). */
function isChrooted({ service, parameters }: Client): boolean {
  const chroot = service?.fields[3]?.text;
  if (chroot !== '-') return chroot === 'y';
  return parameters.value('compatibility_level').expanded === '0';
}

function placeOf({ name, value }: Parameter) {
  return value.text === '' ? name.span : value.span;
}
