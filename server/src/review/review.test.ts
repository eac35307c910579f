import { describe, expect, it } from 'vitest';
import { mergeRequests } from '../../../test/review/merge-requests';
import { reviewInMemory } from '../../../test/review/review-in-memory';
import { describeVerdicts, verdictOf } from './testing/verdicts';

describe('the maintainers of the list agree with the review of a merge request that', () => {
  it.each(mergeRequests.map((each) => [each.name, each] as const))('%s', (_name, { base, head, ...expected }) => {
    const files = reviewInMemory(base, head);
    expect(describeVerdicts(files)).toEqual(expected.changes);
    expect(verdictOf(files)).toBe(expected.verdict);
    const instead = files.flatMap(({ changes }) => changes.flatMap((change) => change.instead ?? []));
    expect(instead).toEqual(expected.instead ?? []);
  });
});
