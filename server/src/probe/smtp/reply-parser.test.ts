import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CauseId } from '../cause';
import type { SmtpReply } from '../evidence';
import { createReplyParser, replyLimits } from './reply-parser';

interface Outcome {
  readonly replies: readonly SmtpReply[];
  readonly fault: CauseId | null;
  readonly pendingBytes: number;
}

/** What comes of the chunks, up to the first fault. */
function parse(...chunks: readonly (string | Uint8Array)[]): Outcome {
  const parser = createReplyParser();
  const replies: SmtpReply[] = [];
  for (const chunk of chunks) {
    const parsed = parser.add(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    replies.push(...parsed.replies);
    if (parsed.fault !== null) return { replies, fault: parsed.fault.id, pendingBytes: 0 };
  }
  return { replies, fault: null, pendingBytes: parser.pendingBytes };
}

describe('a reply', () => {
  it.each<[string, SmtpReply[]]>([
    ['220 mx ESMTP\r\n', [{ code: 220, lines: ['mx ESMTP'] }]],
    ['250-mx\r\n250-SIZE 1\r\n250 STARTTLS\r\n', [{ code: 250, lines: ['mx', 'SIZE 1', 'STARTTLS'] }]],
    ['250-mx\n250 STARTTLS\n', [{ code: 250, lines: ['mx', 'STARTTLS'] }]],
    ['250-mx\n250 8BITMIME\r\n', [{ code: 250, lines: ['mx', '8BITMIME'] }]],
    ['220\r\n', [{ code: 220, lines: [''] }]],
    ['220 \r\n', [{ code: 220, lines: [''] }]],
    ['220-\r\n220 \r\n', [{ code: 220, lines: ['', ''] }]],
    [
      '220 a\r\n250 b\r\n',
      [
        { code: 220, lines: ['a'] },
        { code: 250, lines: ['b'] },
      ],
    ],
    ['421 4.3.2 busy\r\n', [{ code: 421, lines: ['4.3.2 busy'] }]],
    ['220  two  blanks \r\n', [{ code: 220, lines: [' two  blanks '] }]],
    ['220 a\rb\r\n', [{ code: 220, lines: ['a\\u{d}b'] }]],
    ['220 a\r\r\n', [{ code: 220, lines: ['a\\u{d}'] }]],
    ['220 a\u0000\u001b[31m\u0085\r\n', [{ code: 220, lines: ['a\\u{0}\\u{1b}[31m\\u{85}'] }]],
    ['220 \u202egnp\u2066 \u200f\u2028\r\n', [{ code: 220, lines: ['\\u{202e}gnp\\u{2066} \\u{200f}\\u{2028}'] }]],
    ['220 münchen.example\r\n', [{ code: 220, lines: ['münchen.example'] }]],
  ])('%j', (text, replies) => expect(parse(text)).toEqual({ replies, fault: null, pendingBytes: 0 }));

  it('may hold bytes that are not UTF-8', () => {
    expect(parse(Buffer.from('220 m\xfcnchen \x9b\r\n', 'latin1')).replies).toEqual([
      { code: 220, lines: ['münchen \\u{9b}'] },
    ]);
  });

  it.each(['220-mx ESMTP\r\n', '220 mx', '220 mx\r', '22', '220-a\r\n220-b\r\n220'])('is not complete: %j', (text) =>
    expect(parse(text)).toEqual({ replies: [], fault: null, pendingBytes: text.length }),
  );

  it('leaves what comes behind it pending', () => {
    expect(parse('220 ready\r\n250 inj')).toMatchObject({ replies: [{ code: 220 }], pendingBytes: 7 });
  });
});

it('keeps the replies before what is none', () => {
  expect(parse('421 busy\r\nnonsense\r\n')).toMatchObject({ replies: [{ code: 421 }], fault: 'protocol-error' });
});

describe('what is no reply', () => {
  it.each([
    '\r\n',
    'hello\r\n',
    '22 a\r\n',
    '2200 a\r\n',
    '220x\r\n',
    ' 220 a\r\n',
    '120 a\r\n',
    '620 a\r\n',
    '250-a\r\n350 b\r\n',
    '250-a\r\n350-STARTTLS\r\n250 b\r\n',
    '220 a\r\nGET / HTTP/1.1\r\n',
    '\u0016\u0003\u0001\n',
  ])('%j', (text) => expect(parse(text).fault).toBe('protocol-error'));
});

describe('the limits', () => {
  const line = (bytes: number): string => `220 ${'x'.repeat(bytes - '220 \r\n'.length)}\r\n`;
  it.each<[string, string, CauseId | null]>([
    ['the longest line', line(replyLimits.line), null],
    ['a longer line', line(replyLimits.line + 1), 'limit'],
    ['a line without end', '2'.repeat(replyLimits.line + 1), 'limit'],
    ['the most lines', `${'250-a\r\n'.repeat(replyLimits.lines - 1)}250 a\r\n`, null],
    ['more lines', `${'250-a\r\n'.repeat(replyLimits.lines)}250 a\r\n`, 'limit'],
    ['the longest reply', `${line(2048).replace(' ', '-').repeat(7)}${line(2048)}`, null],
    ['a longer reply', `${line(2048).replace(' ', '-').repeat(8)}250 a\r\n`, 'limit'],
    ['many replies', line(2048).repeat(20), null],
  ])('%s', (_what, text, fault) => expect(parse(text).fault).toBe(fault));
});

/** Bytes that look like replies here and there. */
const piece = fc.oneof(
  fc.constantFrom('220 ', '250-', '421 ', '250', '\r\n', '\n', '\r', '-', ' ', 'STARTTLS', '\u0000', '\u202e'),
  fc.string({ maxLength: 12 }),
  fc.integer({ min: 1, max: 3_000 }).map((length) => 'x'.repeat(length)),
  fc.constant('250-a\r\n'.repeat(40)),
);
const stream = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join(''))),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
);

describe('any stream of bytes', () => {
  it('gives the same replies and the same fault, however it is cut', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(2_000), { maxLength: 20 }), (bytes, cuts) => {
        const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(parse(...chunks)).toEqual(parse(bytes));
        expect(parse(...Array.from(bytes, (each) => Uint8Array.of(each)))).toEqual(parse(bytes));
      }),
    );
  });

  it('stays within the limits, and shows no control character', () => {
    fc.assert(
      fc.property(stream, (bytes) => {
        const { replies, pendingBytes } = parse(bytes);
        expect(pendingBytes).toBeLessThanOrEqual(replyLimits.reply);
        for (const { code, lines } of replies) {
          expect(code).toBeGreaterThanOrEqual(200);
          expect(lines.length).toBeLessThanOrEqual(replyLimits.lines);
          expect(lines.join('')).toMatch(/^\P{C}*$/u);
        }
      }),
    );
  });
});
