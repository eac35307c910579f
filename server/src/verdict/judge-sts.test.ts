import { type JudgeRow, judgeTable } from './testing/judge-table';

const seen = {
  hosts: [
    { name: 'mx1.a.example', preference: 10 },
    { name: 'mx.other.example', preference: 20 },
  ],
} as const;
const patterns = 'policy_type=sts mx_host_pattern=mx1.a.example';
const [v310, v3104, v3105, v311] = ['3.10', '3.10.4', '3.10.5', '3.11'].map((version) => ({ version }));

judgeTable('section 4.1: MTA-STS policies in entries', [
  {
    value: `secure match=elsewhere.example ${patterns}`,
    seen,
    ...sent(v311),
    outcome: 'authenticated',
    hosts: ['authenticated', 'defers'],
    because: 'the hosts are matched by their own names, and one that fits no pattern is skipped',
  },
  {
    value: `secure match=elsewhere.example ${patterns}`,
    seen: { hosts: [{ name: 'mx1.a.example', addresses: [{ names: ['elsewhere.example'] }] }] },
    ...sent(v3105),
    outcome: 'defers',
    reason: 'certificate-name',
    because: 'the names in match= are not used then',
  },
  {
    value: 'secure match=mx1.a.example policy_type=sts mx_host_pattern=*.b.example',
    seen,
    ...sent(v311),
    outcome: 'defers',
    reason: 'sts-pattern',
    because: 'no host is left',
  },
  {
    value: 'secure match=a.example policy_type=sts mx_host_pattern=*.example',
    seen,
    ...sent(v311),
    outcome: 'defers',
    reason: 'sts-pattern',
    because: 'a wildcard stands for one label',
  },
  {
    value: 'secure match=nexthop policy_type=sts mx_host_pattern=*.A.example mx_host_pattern=mx.other.example',
    seen,
    ...sent(v311),
    outcome: 'authenticated',
    hosts: ['authenticated', 'authenticated'],
    because: 'patterns are compared in lower case, and each counts',
  },
  {
    value: `secure match=mx1.a.example ${patterns}`,
    seen,
    ...sent(v3104),
    outcome: 'authenticated',
    hosts: ['authenticated', 'defers'],
    because: 'an older patch level knows the attributes, and matches by match=',
  },
  {
    value: `secure match=elsewhere.example ${patterns}`,
    seen,
    ...sent(v310),
    outcome: 'unknown',
    reason: 'attribute-in-doubt',
    because: 'the patch level decides, and is not known',
  },
  {
    value: `secure match=elsewhere.example ${patterns}`,
    seen,
    sender: { version: '3.11', enforceStsMxPatterns: false },
    outcome: 'defers',
    reason: 'certificate-name',
    because: 'smtp_tls_enforce_sts_mx_patterns = no',
  },
  {
    value: `secure ${patterns}`,
    seen,
    ...sent(v311),
    outcome: 'authenticated',
    because: 'without match= the patterns are not used',
  },
  {
    value: 'secure match=mx1.a.example policy_type=no-policy-found',
    seen,
    ...sent(v311),
    outcome: 'authenticated',
    because: 'it serves reports alone',
  },
  {
    value: `secure match=mx1.a.example ${patterns}`,
    seen,
    sender: { version: '3.9' },
    outcome: 'defers',
    reason: 'attribute-unknown',
    because: 'an older release takes the attributes for an error',
  },
  ...(['secure match=mx1.a.example', 'verify', `fingerprint match=${'ce'.repeat(32)}`] as const).map(
    (value): JudgeRow => ({
      value: `${value} policy_type=sts policy_failure=sts-webpki-invalid`,
      ...sent(v311),
      outcome: 'defers',
      reason: 'policy-failure',
      because: 'every certificate fails',
    }),
  ),
  {
    value: 'secure match=mx1.a.example policy_type=sts policy_failure=sts-webpki-invalid connection_reuse=yes',
    ...sent(v311),
    outcome: 'authenticated',
    because: 'tlsproxy(8) is not told of it',
  },
  {
    value: 'encrypt policy_type=sts policy_failure=sts-webpki-invalid',
    ...sent(v311),
    outcome: 'encrypted',
    because: 'no certificate is matched there',
  },
]);

function sent(sender: JudgeRow['sender']): Pick<JudgeRow, 'sender'> {
  return sender === undefined ? {} : { sender };
}
