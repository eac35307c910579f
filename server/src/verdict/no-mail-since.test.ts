import { expect, it } from 'vitest';
import { hasLongTakenNoMail, type NoMailSince, nextNoMailSince } from './no-mail-since';
import { buildEvidence, type EvidenceSpec } from './testing/build-evidence';

const answers = {
  'null-mx': { routing: 'null-mx', hosts: [] },
  'no-such-domain': { routing: 'no-such-domain', hosts: [] },
  unknown: { routing: 'unknown', mx: 'servfail', hosts: [] },
  mail: {},
  implicit: { routing: 'implicit' },
  stopped: { routing: 'null-mx', hosts: [], stopped: { id: 'cancelled', text: 'cancelled' } },
} satisfies Record<string, EvidenceSpec>;

const at = (hours: number) => new Date(Date.UTC(2026, 10, 1) + hours * 3_600_000).toISOString();
type Look = readonly [hour: number, answer: keyof typeof answers];

it.each<[string, readonly Look[], number | null, boolean]>([
  ['one look', [[0, 'null-mx']], 0, false],
  [
    'the same after 7 days',
    [
      [0, 'null-mx'],
      [168, 'null-mx'],
    ],
    0,
    true,
  ],
  [
    'the same denial after 7 days',
    [
      [0, 'no-such-domain'],
      [168, 'no-such-domain'],
    ],
    0,
    true,
  ],
  [
    'the same after an hour less',
    [
      [0, 'null-mx'],
      [167, 'null-mx'],
    ],
    0,
    false,
  ],
  [
    'often and for long',
    [
      [0, 'null-mx'],
      [60, 'null-mx'],
      [120, 'null-mx'],
      [180, 'null-mx'],
    ],
    0,
    true,
  ],
  [
    'another answer',
    [
      [0, 'null-mx'],
      [168, 'no-such-domain'],
    ],
    168,
    false,
  ],
  [
    'mail between them',
    [
      [0, 'null-mx'],
      [100, 'mail'],
      [168, 'null-mx'],
    ],
    168,
    false,
  ],
  [
    'a host of its own between them',
    [
      [0, 'no-such-domain'],
      [100, 'implicit'],
      [168, 'no-such-domain'],
    ],
    168,
    false,
  ],
  [
    'silence between them',
    [
      [0, 'null-mx'],
      [100, 'unknown'],
      [168, 'null-mx'],
    ],
    0,
    true,
  ],
  [
    'silence at last',
    [
      [0, 'null-mx'],
      [168, 'unknown'],
    ],
    0,
    false,
  ],
  [
    'silence alone',
    [
      [0, 'unknown'],
      [168, 'unknown'],
    ],
    null,
    false,
  ],
  [
    'mail at last',
    [
      [0, 'null-mx'],
      [168, 'mail'],
    ],
    null,
    false,
  ],
  [
    'a look that was stopped at last',
    [
      [0, 'null-mx'],
      [168, 'stopped'],
    ],
    0,
    false,
  ],
  [
    'a look that was stopped at first',
    [
      [0, 'stopped'],
      [168, 'null-mx'],
    ],
    168,
    false,
  ],
])('an entry may go after %s: %#', (_, looks, since, long) => {
  const seen = looks.map(([hour, answer]) => ({ ...buildEvidence(answers[answer]), finishedAt: at(hour) }));
  const known = seen.reduce<NoMailSince | null>(nextNoMailSince, null);
  expect(known?.since ?? null).toBe(since === null ? null : at(since));
  const newest = seen.at(-1);
  expect(newest && hasLongTakenNoMail(known, newest)).toBe(long);
});
