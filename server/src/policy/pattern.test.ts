import { describe, expect, it } from 'vitest';
import { splitLogicalLines } from '../text/logical-lines';
import { isBlockLine, looksLikePatternTable, patternEnd } from './pattern';

describe('tables of patterns', () => {
  it.each<[string, boolean]>([
    ['/^example\\.org$/ dane\n', true],
    ['/^example\\.org$/i dane\n', true],
    ['!/^example\\.org$/ dane\n', true],
    ['if /x/\n/y/ dane\nendif\n', true],
    ['IF !/x/\n', true],
    ['# comment\n\nexample.org dane\n/x/ may\n', true],
    ['example.org dane\n', false],
    ['/var/spool/lmtp/socket may\n', false],
    ['/x may\n', false],
    ['iffy.example may\n', false],
    ['', false],
  ])('are known by their content: %j', (text, expected) => {
    expect(looksLikePatternTable(splitLogicalLines(text).lines)).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['if /x/', true],
    ['if !/x/ text', true],
    ['endif', true],
    ['EndIf # text', true],
    ['iffy /x/', false],
    ['if/x/', true],
    ['if!/x/', true],
    ['if2 /x/', false],
    ['endif.example may', true],
    ['/if/ may', false],
  ])('block lines: %j', (text, expected) => {
    expect(isBlockLine(text)).toBe(expected);
  });

  it.each<[string, string]>([
    ['/x/ may', '/x/'],
    ['/x/im may', '/x/im'],
    ['/x/; may', '/x/;'],
    ['! /x/ may', '! /x/'],
    ['!!/x/ may', '!!/x/'],
    ['example.org may', 'example.org'],
    ['! ', '!'],
    ['!/x/ may', '!/x/'],
    ['/a b/ may', '/a b/'],
    ['/a\\/b/ may', '/a\\/b/'],
    ['/a/!/b/ may', '/a/!/b/'],
    ['/a/i!/b/x may', '/a/i!/b/x'],
    ['|a/b|i may', '|a/b|i'],
    ['/a may', '/a'],
    ['/a/', '/a/'],
    ['/', '/'],
  ])('the pattern of %j is %j', (text, expected) => {
    expect(text.slice(0, patternEnd(text, 0))).toBe(expected);
  });
});
