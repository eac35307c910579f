import { describe, expect, it } from 'vitest';
import { replaceTitle } from './replace-title';

const reason = (id: string, text: string) => ({ id, text });
const rests = reason('dane-matches-all', 'mx.example.org matches its DNSSEC-secure TLSA records.');
const waits = reason('dane-only-holds', 'Mail waits while TLSA records are missing.');
const long = reason('mail-waits', `No mail is delivered to mx.example.org: ${'word '.repeat(40)}`);
const hostile = reason('mail-waits', 'see [this](command:evil)\nnow');

describe('replaceTitle', () => {
  it.each([
    [[rests, waits], false, 'Replace by "example.org dane": Mail waits while TLSA records are missing'],
    [[waits], true, 'Insert "example.org dane": Mail waits while TLSA records are missing'],
    [[rests], false, 'Replace by "example.org dane": mx.example.org matches its DNSSEC-secure TLSA records'],
    [[], false, 'Replace by "example.org dane"'],
    [[hostile], false, 'Replace by "example.org dane": see [this] (command:evil) now'],
  ])('%j, bare: %s', (reasons, bare, title) => {
    expect(replaceTitle({ entry: '', line: 'example.org dane', reasons, samples: [] }, bare)).toBe(title);
  });

  it.each([
    [false, 'Replace by ".example.org dane" (judged by a.example.org, b.example.org): Mail waits while'],
    [true, 'Insert ".example.org dane" (judged by a.example.org, b.example.org): Mail waits while'],
  ])('names the samples that were asked, bare: %s', (bare, title) => {
    const judged = reason('samples-judged', 'It was judged by a.example.org and b.example.org.');
    const samples = ['a.example.org', 'b.example.org'];
    const offered = { entry: '', line: '.example.org dane', reasons: [judged, rests, waits], samples };
    expect(replaceTitle(offered, bare)).toContain(title);
  });

  it('cuts a long reason at a word', () => {
    const title = replaceTitle({ entry: '', line: 'example.org dane', reasons: [long], samples: [] }, false);
    expect(title).toMatch(/ word…$/);
    expect(title.length).toBeLessThan(160);
  });
});
