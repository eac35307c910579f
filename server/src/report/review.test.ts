import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRequests } from '../../../test/review/merge-requests';
import { reviewInMemory } from '../../../test/review/review-in-memory';
import { failsAt } from '../review/summary';
import { speak } from '../text/locale';
import { buildEvidence } from '../verdict/testing/build-evidence';
import type { CheckFormat } from './check-format';
import { asCheckRun } from './review-findings';
import { toReviewJson } from './review-json';
import { reviewReporters } from './review-reporters';
import type { ReviewRun } from './review-result';
import { foreignSchemas } from './testing/foreign-schemas';
import { forbiddenCharacters, hostileText } from './testing/hostile';
import { parseXml } from './testing/parse-xml';
import { schemas, spoiled, violations } from './testing/schema';

function runOf(files: ReviewRun['files'], refused: ReviewRun['refused'] = []): ReviewRun {
  return {
    version: '1.2.3',
    base: 'base',
    head: 'head',
    files,
    refused,
    notes: ['No MX host answers on port 25: this network blocks it.'],
    fails: (change) => failsAt(change, 'needs-reason'),
  };
}

const evidence = [
  buildEvidence({
    nextHop: 'delta.test',
    hosts: [{ name: 'mx.delta.test', addresses: [{ chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' }] }],
  }),
];

/** All that the maintainers wrote down, each merge request in a folder of its own; without the thousand lines. */
const reviewed = () =>
  mergeRequests
    .filter(({ base }) => Object.values(base).join('').length < 1_000)
    .flatMap(({ base, head }, number) =>
      reviewInMemory(base, head, { evidence: number === 0 ? evidence : [] }).map((file) => ({
        ...file,
        path: `${number}/${file.path}`,
      })),
    );
const sample = runOf(reviewed(), [{ path: 'big\n.tls_policy', reason: 'it is larger than 16 MiB' }]);

const golden: readonly (readonly [CheckFormat, string])[] = [
  ['text', 'review.txt'],
  ['json', 'review.json.txt'],
  ['markdown', 'review.md'],
  ['sarif', 'review.sarif'],
  ['github', 'review-github.txt'],
  ['gitlab', 'review.gitlab'],
  ['junit', 'review-junit.xml'],
];

const hostileRun: fc.Arbitrary<ReviewRun> = fc
  .record({ before: fc.array(hostileText), after: fc.array(hostileText), path: hostileText, reason: hostileText })
  .map(({ before, after, path, reason }) => {
    const text = (keys: readonly string[]): string => keys.map((key) => `${key} may\n`).join('');
    const files = reviewInMemory({ tls_policy: text(before) }, { tls_policy: text(after) });
    return runOf(
      files.map((file) => ({ ...file, path: `x${path}` })),
      [{ path: `y${path}`, reason: `z${reason}` }],
    );
  });

describe.each(golden)('review --format %s', (format, file) => {
  const report = reviewReporters[format];

  it('is as committed', async () => {
    await expect(report(sample)).toMatchFileSnapshot(`testing/golden/${file}`);
  });

  it('shows nothing that a terminal or an editor obeys, whatever is reviewed', () => {
    fc.assert(
      fc.property(hostileRun, (run) => {
        expect(report(run)).not.toMatch(forbiddenCharacters);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the schemas', () => {
  it('fit whatever is reviewed', () => {
    fc.assert(
      fc.property(hostileRun, (run) => {
        expect(violations(schemas.review, JSON.parse(reviewReporters.json(run)))).toEqual([]);
        expect(violations(foreignSchemas.sarif, JSON.parse(reviewReporters.sarif(run)))).toEqual([]);
        expect(violations(foreignSchemas.gitlab, JSON.parse(reviewReporters.gitlab(run)))).toEqual([]);
        expect(() => parseXml(reviewReporters.junit(run))).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('of the JSON fits nothing else', () => {
    const good = toReviewJson({ ...sample, files: sample.files.slice(0, 3) });
    expect(violations(schemas.review, good)).toEqual([]);
    for (const { change, value } of spoiled(good)) expect(violations(schemas.review, value), change).not.toEqual([]);
  });
});

it('is told in German, but for ids and what stands in the files', async () => {
  const textsOf = ({ changes }: ReviewRun['files'][number]): readonly string[] =>
    changes.flatMap(({ effects, objections, findings }) => [
      ...effects,
      ...objections
        .map(({ message }) => message)
        .filter((message) => !findings.some((finding) => message.startsWith(finding.message))),
    ]);
  const english = sample.files.flatMap(textsOf);
  await speak('de');
  const run = runOf(reviewed());
  const german = run.files.flatMap(textsOf);
  const text = reviewReporters.text(run);
  await speak('en');
  expect(german).toHaveLength(english.length);
  expect(german.filter((each) => english.includes(each))).toEqual([]);
  expect(text).toContain('hinzugefügt');
  expect(text).toContain('[weaker]');
});

it('tells pipelines of each change that is not accepted, and fails by those that block', () => {
  const { files, fails } = asCheckRun(sample);
  const told = files.flatMap(({ findings }) => findings);
  const changes = sample.files.flatMap((file) => file.changes);
  expect(told).toHaveLength(changes.filter(({ verdict }) => verdict !== 'accept').length);
  expect(told.filter(fails)).toHaveLength(changes.filter(sample.fails).length);
});

describe('a review of 5,000 removed entries', () => {
  const lines = Array.from({ length: 5_000 }, (_, index) => `d${index}.example secure\n`).join('');
  const run = runOf(reviewInMemory({ tls_policy: lines }, { tls_policy: 'kept.example may\n' }));

  it('fits a comment, and says what was cut', () => {
    const markdown = reviewReporters.markdown(run);
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toMatch(/\*4\d{3} more changes not shown here\.\*/);
  });

  it('makes no more annotations than anybody looks at, and says what was cut', () => {
    const told = reviewReporters.github(run).trimEnd().split('\n');
    expect(told).toHaveLength(1_001);
    expect(told.at(-1)).toBe('::notice title=more::4001 more are not shown here; --format json has all');
  });

  it('stays readable at a terminal, and says what was cut', () => {
    const text = reviewReporters.text(run);
    expect(text.split('\n').length).toBeLessThan(3_000);
    expect(text).toContain('4501 more changes not shown here; --format json has all');
  });
});
