import { lines, list, type MergeRequest } from './merge-request';

const config = '.postfix-tls-policy.json';

/** Changes to what decides over the list. */
export const configurationChanges: readonly MergeRequest[] = [
  {
    name: 'switches off the rule that its entry breaks',
    because: 'the configuration of the base judges, and a change of it needs a reason itself',
    base: { [config]: '{"rules": {"unsafe-level-may": "error"}}\n', tls_policy: list },
    head: {
      [config]: '{"rules": {"unsafe-level-may": "off"}, "review": {"exception": "off"}}\n',
      tls_policy: list.replace('echo.example', 'dora.example may\necho.example'),
    },
    changes: [`configuration ${config} needs-reason`, 'added dora.example needs-change'],
    verdict: 'needs-change',
  },
  {
    name: 'adds a configuration',
    because: 'it changes how every later merge request is judged',
    base: { tls_policy: list },
    head: { [config]: '{"consumers": "any"}\n', tls_policy: list },
    changes: [`configuration ${config} needs-reason`],
    verdict: 'needs-reason',
  },
  {
    name: 'lowers the level of all destinations without an entry',
    because: 'mail to every domain that no entry names goes out in the clear where it must',
    base: { 'main.cf': lines('smtp_tls_security_level = encrypt') },
    head: { 'main.cf': lines('smtp_tls_security_level = may') },
    changes: ['setting smtp_tls_security_level needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'lowers the level of all destinations and says why',
    because: 'a new comment above the line says why',
    base: { 'main.cf': lines('smtp_tls_security_level = encrypt') },
    head: {
      'main.cf': lines(
        '# half of the internet still waits in the queue since we ask for encryption',
        'smtp_tls_security_level = may',
      ),
    },
    changes: ['setting smtp_tls_security_level needs-reason given'],
    verdict: 'accept',
  },
  {
    name: 'names no table of policies any more',
    because: 'no entry is used any more',
    base: { 'main.cf': lines('smtp_tls_security_level = may', 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy') },
    head: { 'main.cf': lines('smtp_tls_security_level = may') },
    changes: ['setting smtp_tls_policy_maps needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'raises the level of all destinations',
    because: 'nothing is protected less',
    base: { 'main.cf': lines('smtp_tls_security_level = may') },
    head: { 'main.cf': lines('smtp_tls_security_level = encrypt') },
    changes: ['setting smtp_tls_security_level accept'],
    verdict: 'accept',
  },
];
