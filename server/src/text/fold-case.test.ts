import { describe, expect, it } from 'vitest';
import { foldCase } from './fold-case';

describe('folding the case of keys', () => {
  it.each<[string, string]>([
    ['Example.ORG', 'example.org'],
    ['BÜCHER.example', 'bücher.example'],
    ['straße.example', 'STRASSE.example'],
    ['STRAẞE.example', 'strasse.example'],
    ['οδός.example', 'ΟΔΌΣ.EXAMPLE'],
    ['ſecure', 'Secure'],
    ['ﬁ', 'FI'],
    ['Kelvin', 'kelvin'],
  ])('%s and %s are one', (a, b) => {
    expect(foldCase(a)).toBe(foldCase(b));
  });

  it.each<[string, string]>([
    ['bucher.example', 'bücher.example'],
    ['ı.example', 'i.example'],
    ['ı.example', 'I.example'],
    ['İ.example', 'i.example'],
  ])('%s and %s are two', (a, b) => {
    expect(foldCase(a)).not.toBe(foldCase(b));
  });
});
