import { listChange, type MergeRequest } from './merge-request';

/** Changes that look like something else. */
export const disguisedChanges: readonly MergeRequest[] = [
  {
    name: 'adds a domain that looks like another one',
    because: 'the first letter is Cyrillic, so the entry is for somebody else',
    ...listChange('alpha.example secure', 'alpha.example secure\n\u0430lpha.example may'),
    changes: ['added \u0430lpha.example needs-change'],
    verdict: 'needs-change',
  },
  {
    name: 'adds the A-label of a domain that looks like another one',
    because: 'xn--lpha-43d.example is the same Cyrillic letter before lpha',
    ...listChange('echo.example may', 'echo.example may\nxn--lpha-43d.example secure'),
    changes: ['added xn--lpha-43d.example needs-change'],
    verdict: 'needs-change',
  },
  {
    name: 'hides text by control characters in a comment',
    because: 'a reviewer reads something else than what stands there',
    ...listChange('echo.example may', '# safe \u202e erofeb sa\u2066\necho.example may'),
    changes: ['hidden tls_policy needs-change'],
    verdict: 'needs-change',
  },
  {
    name: 'silences a rule without saying why',
    because: 'each new suppression needs a reason',
    ...listChange('echo.example may', '# tls-policy-lint: disable-next-line unsafe-level-may\necho.example may'),
    changes: ['directive disable-next-line needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'silences a rule and says why',
    because: 'the reason stands behind the dashes',
    ...listChange(
      'echo.example may',
      '# tls-policy-lint: disable-next-line unsafe-level-may -- their gateway has no certificate until March\necho.example may',
    ),
    changes: ['directive disable-next-line needs-reason given'],
    verdict: 'accept',
  },
  {
    name: 'claims another release of Postfix',
    because: 'it changes what all the rules say, and so needs a reason',
    ...listChange('# Partners', '# tls-policy-lint: postfix 3.10\n# Partners'),
    changes: ['directive postfix needs-reason'],
    verdict: 'needs-reason',
  },
];
