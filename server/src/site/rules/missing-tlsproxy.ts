import { t } from '../../text/translate';
import { policiesIn } from '../policies';
import { type Client, valueOf } from '../site';
import type { SiteRule } from './rule';

export const missingTlsproxy: SiteRule = {
  id: 'missing-tlsproxy',
  title: 'Reuse of TLS connections without tlsproxy(8)',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `With \`smtp_tls_connection_reuse = yes\`, or \`connection_reuse=yes\` in an entry, tlsproxy(8) does the TLS handshakes in the place of smtp(8). Without its
service in master.cf no handshake succeeds: mail is deferred, and at level \`may\` goes out in the clear. Add the line

\`\`\`
tlsproxy  unix  -       -       y       -       0       tlsproxy
\`\`\``,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_connection_reuse = yes
==> master.cf <==
smtp unix - - n - - smtp
qmgr unix n - n 300 1 qmgr
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> master.cf <==
smtp unix - - n - - smtp
qmgr unix n - n 300 1 qmgr
==> tls_policy <==
example.org encrypt connection_reuse=yes
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_connection_reuse = yes
==> master.cf <==
smtp unix - - n - - smtp
qmgr unix n - n 300 1 qmgr
tlsproxy unix - - n - 0 tlsproxy
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_connection_reuse = yes
`,
    },
  ],
  check({ clients, mainCf, masterCf }, report) {
    const services = masterCf?.document.services.filter(({ defect }) => defect === null) ?? [];
    const has = (program: string): boolean => services.some(({ command }) => command?.text === program);
    // A part of a file, or one that a template makes, tells nothing of what it lacks.
    if (masterCf === null || !has('qmgr') || has('tlsproxy')) return;
    const message = (): string =>
      t(
        'master.cf has no tlsproxy service, and without it no TLS handshake succeeds: mail is deferred, and at level may goes out in the clear. Add it.',
      );
    for (const client of clients) {
      const { source } = client.parameters.value(`${client.program}_tls_connection_reuse`);
      if (reuses(client)) {
        if (source.kind === 'file') report(mainCf, { span: source.parameter.value.span, message: message() });
        else if (client.service !== null) report(masterCf, { span: client.service.name.span, message: message() });
        if (source.kind === 'file') return;
        continue;
      }
      for (const table of client.tables ?? []) {
        const policy = policiesIn(table).find(({ value }) =>
          value.attributes.some((each) => each.name === 'connection_reuse' && each.value.toLowerCase() === 'yes'),
        );
        if (policy === undefined) continue;
        const { entry } = policy;
        const point =
          entry === null || table.file === null ? table.point : { file: table.file, span: entry.value.span };
        report(point.file, { span: point.span, message: message() });
        return;
      }
    }
  },
};

function reuses(client: Client): boolean {
  return valueOf(client, 'tls_connection_reuse')?.toLowerCase() === 'yes';
}
