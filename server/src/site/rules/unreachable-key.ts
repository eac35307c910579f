import type { Fix } from '../../language/finding';
import type { PolicyEntry } from '../../policy/document';
import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { hostOf } from '../asked-keys';
import { type NextHops, nextHopsOf } from '../next-hops';
import type { SiteRule } from './rule';
import { atFault } from './table-at-fault';

export const unreachableKey: SiteRule = {
  id: 'unreachable-key',
  title: 'Key that no next-hop of this site is equal to',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Postfix asks a policy table for the next-hop as it is written. With \`relayhost = [mail.example.net]:587\` all mail has that next-hop, so

- \`mail.example.net\`, \`[mail.example.net]\` and \`[mail.example.net]:25\` are other keys, and never asked for: an error, as the entry was meant for the relay;
- recipient domains are never asked for: one finding in the list of tables tells of them.

Without a relay the next-hop is the recipient domain, and a key in brackets or with a port is asked for only where something names that next-hop:
\`relayhost\`, \`smtp_fallback_relay\`, \`transport_maps\`, \`sender_dependent_relayhost_maps\` or \`sender_dependent_default_transport_maps\`. Nothing is
said where one of these tables can't be read, or where filters may name others.`,
  bad: [
    {
      text: `==> main.cf <==
relayhost = [mail.example.net]:587
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> tls_policy <==
[mail.example.net] encrypt
`,
    },
    {
      text: `==> main.cf <==
relayhost = [mail.example.net]
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> tls_policy <==
[mail.example.net] encrypt
example.org dane-only
example.com encrypt
`,
    },
    {
      text: `==> main.cf <==
relayhost =
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> tls_policy <==
[mail.example.org]:587 encrypt
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
transport_maps = texthash:/etc/postfix/transport
==> transport <==
example.org smtp:[mail.example.net]:587
==> tls_policy <==
[mail.example.net] encrypt
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
relayhost = [mail.example.net]:587
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> tls_policy <==
[mail.example.net]:587 encrypt
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
transport_maps = texthash:/etc/postfix/transport
==> transport <==
example.org smtp:[mail.example.net]:587
==> tls_policy <==
[mail.example.net]:587 encrypt
example.org encrypt
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
transport_maps = ldap:/etc/postfix/transport.ldap
==> tls_policy <==
[mail.example.net]:587 encrypt
`,
    },
    {
      text: `==> main.cf <==
relayhost = example.net, [backup.example.org]
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> tls_policy <==
.net encrypt
[backup.example.org] encrypt
`,
    },
  ],
  check(site, report) {
    const told = new Set<PolicyEntry>();
    for (const client of site.clients) {
      const nextHops = nextHopsOf(site, client);
      if (nextHops === null) continue;
      for (const table of client.tables ?? []) {
        const { file, point } = table;
        // A client that was made for a purpose may be asked for what these are not.
        const isShared = site.clients.some(
          (other) => other.tables?.some((each) => each.file === file) === true && nextHopsOf(site, other) === null,
        );
        if (file === null || file.document.hasPatterns || isShared) continue;
        for (const entry of file.document.entries) {
          if (told.has(entry)) continue;
          const meant = meantBy(entry, nextHops);
          if (meant === null && !isHostOnly(entry, nextHops)) continue;
          told.add(entry);
          report(file, {
            span: entry.key.span,
            severity: meant === null ? 'warning' : 'error',
            message: messageFor(entry, meant),
            ...(meant === null ? {} : { fixes: [writeKey(entry, meant)] }),
          });
        }
        if (nextHops.domains || nextHops.named.length === 0) continue;
        const found = atFault(
          table,
          ({ entry }) => entry !== null && isDomain(entry) && !isAsked(entry, nextHops) && !told.has(entry),
        );
        if (found === null) continue;
        report(point.file, {
          span: point.span,
          message: t(
            'All mail goes to {0}, so Postfix asks for no recipient domain, and {1} is never found. Write an entry for the relay.',
            visible(nextHops.named.join(', '), 100),
            found.which,
          ),
        });
      }
    }
  },
};

function isAsked({ key }: PolicyEntry, { keys }: NextHops): boolean {
  return keys.has(key.folded);
}

function isDomain({ key }: PolicyEntry): boolean {
  return key.kind === 'domain' || key.kind === 'parent';
}

/** The next-hop of main.cf that an entry of another spelling was meant for; null for none. */
function meantBy(entry: PolicyEntry, nextHops: NextHops): string | null {
  const { dropped, key } = entry;
  if (dropped !== null || isAsked(entry, nextHops) || key.kind === 'parent') return null;
  // Without a relay a recipient domain is asked for, too.
  if (nextHops.domains && key.kind === 'domain') return null;
  return nextHops.named.find((each) => hostOf(each) === hostOf(key.folded)) ?? null;
}

/** Whether only a relay could have such a next-hop; mail to an address literal has one in brackets without a port. */
function isHostOnly(entry: PolicyEntry, nextHops: NextHops): boolean {
  const { dropped, key } = entry;
  const { kind } = key;
  return (
    dropped === null && (kind === 'host' || kind === 'host-port' || kind === 'domain-port') && !isAsked(entry, nextHops)
  );
}

function messageFor({ key }: PolicyEntry, meant: string | null): string {
  const name = visible(key.text, 60);
  return meant === null
    ? t(
        'No next-hop of this site is written {0}, so the entry is never found. Write it as relayhost or the transport table has it, or as the recipient domain.',
        name,
      )
    : t(
        'The next-hop is written {0}, which is another key than {1}: the entry is never found. Write {0}.',
        visible(meant, 60),
        name,
      );
}

function writeKey({ key }: PolicyEntry, meant: string): Fix {
  return { title: t('Write {0}', meant), safe: false, edits: [{ span: key.span, newText: meant }] };
}
