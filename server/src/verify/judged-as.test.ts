import { expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse';
import { anySender, dnssecSender, ofReleases, type Sender } from '../verdict/sender';
import { verifiableEntries } from './entries';
import { isStillJudged, judgedAs } from './judged-as';

const releases = { from: '3.7', to: '3.7', stated: true } as Parameters<typeof ofReleases>[1];

it.each<[string, string, string, Sender, boolean]>([
  ['as it was', 'a.example secure\n', 'a.example secure\n', dnssecSender, true],
  [
    'with other blanks, elsewhere',
    'a.example secure match=b\n',
    '\n# x\na.example\n  secure  match=b\n',
    dnssecSender,
    true,
  ],
  ['with another name', 'a.example secure match=b\n', 'a.example secure match=c\n', dnssecSender, false],
  ['for another sender', 'a.example dane\n', 'a.example dane\n', anySender, false],
  ['for another release', 'a.example dane\n', 'a.example dane\n', ofReleases(dnssecSender, releases), false],
  ['that nothing can be tested of', '.a.example secure\n', '.a.example secure\n', dnssecSender, true],
  ['whose value is none', 'a.example secre\n', 'a.example secre\n', dnssecSender, true],
  ['whose value is another that is none', 'a.example secre\n', 'a.example securre\n', dnssecSender, false],
])('a result stands for an entry %s: %s', (_, before, now, sender, expected) => {
  const [first] = verifiableEntries(parsePolicy(before));
  const [entry] = parsePolicy(now).entries;
  if (first === undefined || entry === undefined) throw new Error('no entry');
  const judged = judgedAs(first, dnssecSender);
  expect(isStillJudged({ judged }, { value: entry.value.value, line: entry.line.text }, sender)).toBe(expected);
});
