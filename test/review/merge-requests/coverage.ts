import { lines, listChange, type MergeRequest } from './merge-request';

const patterns = lines('/^alpha\\.example$/ secure', '/\\.bravo\\.example$/ dane', '/^bravo\\.example$/ may');

/** What is covered by an entry, and by which one. */
export const coverageChanges: readonly MergeRequest[] = [
  {
    name: 'drops the dot of a key',
    because: 'subdomains are no longer covered, and nobody says why',
    ...listChange('.delta.example secure', 'delta.example secure'),
    changes: ['renamed delta.example needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'adds an exception for all subdomains',
    because: 'mail to them goes out in the clear where it must, and nobody answers for it',
    ...listChange('alpha.example secure', 'alpha.example secure\n.alpha.example may'),
    changes: ['added .alpha.example needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'writes a comment behind a value',
    because: 'Postfix takes it for attributes and defers all mail to the domain',
    ...listChange('alpha.example secure', 'alpha.example secure # ticket 4711'),
    changes: ['different alpha.example needs-change'],
    verdict: 'needs-change',
    instead: ['alpha.example secure'],
  },
  {
    name: 'puts a pattern that matches everything in front',
    because: 'the first pattern that matches wins, so no other entry is ever used',
    base: { 'patterns.tls_policy': patterns },
    head: { 'patterns.tls_policy': `/./ may\n${patterns}` },
    changes: ['added /./ needs-change'],
    verdict: 'needs-change',
  },
  {
    name: 'puts patterns in another order',
    because: 'the first pattern that matches wins, and these two say different things',
    base: { 'patterns.tls_policy': lines('/bravo/ may', '/^mx\\.bravo\\.example$/ secure') },
    head: { 'patterns.tls_policy': lines('/^mx\\.bravo\\.example$/ secure', '/bravo/ may') },
    changes: ['order /^mx\\.bravo\\.example$/ needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'puts the other of two entries for a key first',
    because: 'Postfix takes the first one, and that is the weaker one now',
    base: { tls_policy: lines('alpha.example secure', 'alpha.example may') },
    head: { tls_policy: lines('alpha.example may', 'alpha.example secure') },
    changes: ['weaker alpha.example needs-reason'],
    verdict: 'needs-reason',
  },
];
