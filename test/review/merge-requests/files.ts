import { lines, list, listChange, type MergeRequest } from './merge-request';

const names = Array.from({ length: 1_000 }, (_, index) => `d${String((index * 7_919) % 1_000).padStart(3, '0')}`);
const secured = names.map((name) => `${name}.example secure`);
const resorted = [...secured].sort().map((line) => (line === 'd500.example secure' ? 'd500.example may' : line));

/** Changes to the file as a whole. */
export const fileChanges: readonly MergeRequest[] = [
  {
    name: 'leaves the marks of a merge conflict',
    because: 'Postfix takes the marks for entries, and one of the two sides is wrong',
    ...listChange(
      'alpha.example secure\n',
      '<<<<<<< HEAD\nalpha.example secure\n=======\nalpha.example dane\n>>>>>>> topic\n',
    ),
    changes: ['conflict tls_policy needs-change'],
    verdict: 'needs-change',
  },
  {
    name: 'renames the file',
    because: 'whoever fetches it by its name gets nothing, and main.cf names it too',
    base: { 'lists/tls_policy': list },
    head: { 'lists/partners.tls_policy': list },
    changes: ['file lists/partners.tls_policy needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'deletes the file',
    because: 'nothing of it is authenticated any more',
    base: { 'old.tls_policy': lines('alpha.example secure'), tls_policy: list },
    head: { tls_policy: list },
    changes: ['file old.tls_policy needs-reason', 'removed alpha.example needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'flips the line ends',
    because: 'Postfix takes the carriage return for a blank',
    base: { tls_policy: list },
    head: { tls_policy: list.replaceAll('\n', '\r\n') },
    changes: [],
    verdict: 'accept',
  },
  {
    name: 'sorts a thousand lines and weakens one of them',
    because: 'the order of an indexed table says nothing; the one changed line says may',
    base: { tls_policy: lines(...secured) },
    head: { tls_policy: lines(...resorted) },
    changes: ['weaker d500.example needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'shuffles a list in order',
    because: 'nobody sees any more what changes, and the list is worse to read than before',
    ...listChange('alpha.example secure\nbravo.example dane\n', 'bravo.example dane\nalpha.example secure\n'),
    changes: ['moved bravo.example needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'moves a block of a list that has no order, and says why',
    because: 'the list goes by projects, and the comment above says which one the partners belong to now',
    base: { tls_policy: lines('m.example secure', 'a.example dane', 'z.example dane', 'b.example secure') },
    head: {
      tls_policy: lines(
        '# Project Sea: they moved here',
        'z.example dane',
        'm.example secure',
        'a.example dane',
        'b.example secure',
      ),
    },
    changes: ['moved z.example needs-reason given'],
    verdict: 'accept',
  },
  {
    name: 'puts the one entry that stood in the wrong place where it belongs',
    because: 'the list comes into order, by the fewest moves',
    base: { tls_policy: lines('b.example secure', 'a.example dane', 'c.example secure', 'd.example may') },
    head: { tls_policy: lines('a.example dane', 'b.example secure', 'c.example secure', 'd.example may') },
    changes: [],
    verdict: 'accept',
  },
  {
    name: 'sorts a list that wants that done alone, and changes it besides',
    because: 'the base asks for it',
    base: {
      '.postfix-tls-policy.json': '{"review": {"sorted-alone": "needs-change"}}\n',
      tls_policy: lines('b.example secure', 'a.example dane', 'c.example secure'),
    },
    head: {
      '.postfix-tls-policy.json': '{"review": {"sorted-alone": "needs-change"}}\n',
      tls_policy: lines('a.example dane', 'b.example secure', 'c.example secure', 'd.example secure'),
    },
    changes: ['moved a.example needs-change', 'added d.example untested'],
    verdict: 'needs-change',
  },
  {
    name: 'changes comments alone',
    because: 'nothing changes for mail',
    ...listChange('# Partners whose', '# Partners and friends whose'),
    changes: [],
    verdict: 'accept',
  },
  {
    name: 'changes blanks alone',
    because: 'nothing changes for mail',
    ...listChange('alpha.example secure', 'alpha.example\t\tsecure'),
    changes: [],
    verdict: 'accept',
  },
  {
    name: 'leaves the order of the list',
    because: 'a list in order stays in order, so that each change shows alone and nothing stands there twice',
    ...listChange('echo.example may', 'echo.example may\nable.example secure'),
    changes: ['added able.example needs-change'],
    verdict: 'needs-change',
  },
];
