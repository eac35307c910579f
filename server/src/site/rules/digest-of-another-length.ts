import type { PolicyEntry } from '../../policy/document';
import { digestBytes, fingerprints, isPlausible } from '../../policy/rules/fingerprint';
import { t } from '../../text/translate';
import { policiesIn } from '../policies';
import { valueOf } from '../site';
import type { SiteRule } from './rule';

export const digestOfAnotherLength: SiteRule = {
  id: 'digest-of-another-length',
  title: 'Digest that is not of the algorithm in main.cf',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `At level \`fingerprint\` smtp(8) compares the digests of an entry with the one that it makes by \`smtp_tls_fingerprint_digest\`. That is \`md5\` where the
setting is missing and \`compatibility_level\` is below 3.6, else \`sha256\`. A digest of another length never matches, and mail is deferred. Set
\`smtp_tls_fingerprint_digest\` to the algorithm of the digests, or write them anew:
\`openssl x509 -noout -fingerprint -sha256 -in cert.pem\`.`,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_fingerprint_digest = sha256
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> tls_policy <==
example.org fingerprint match=4B:C9:34:BD:41:96:4B:B6:5D:FE:BD:37:71:15:93:9D:4A:0B:2D:71
`,
    },
    {
      text: `==> main.cf <==
compatibility_level = 2
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> tls_policy <==
example.org fingerprint match=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_fingerprint_digest = sha256
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> tls_policy <==
example.org fingerprint match=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
`,
    },
  ],
  check({ clients }, report) {
    const told = new Set<PolicyEntry>();
    for (const client of clients) {
      const digest = valueOf(client, 'tls_fingerprint_digest')?.toLowerCase() ?? '';
      const expected = [...digestBytes].find(([, name]) => name === digest)?.[0];
      if (expected === undefined) continue;
      for (const table of client.tables ?? []) {
        for (const { entry, value } of policiesIn(table)) {
          if (value.level !== 'fingerprint' || entry === null || table.file === null || told.has(entry)) continue;
          told.add(entry);
          for (const element of fingerprints(entry)) {
            const { bytes, span } = element;
            if (bytes === null || bytes === expected || !isPlausible(element)) continue;
            report(table.file, {
              span,
              message: t(
                'This is a digest of {0}, and smtp(8) makes digests of {1} here: it never matches. Write it anew, or set smtp_tls_fingerprint_digest = {0}.',
                digestBytes.get(bytes) ?? '',
                digest,
              ),
            });
          }
        }
      }
    }
  },
};
