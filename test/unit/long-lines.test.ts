import { describe, expect, it } from 'vitest';
import { languages } from '../../server/src/languages/languages';

const many = 50_000;

/** Lines on which a rule could compare each of fifty thousand words with all the others. */
const lines: readonly string[] = [
  `example.org secure ${'x=y '.repeat(many)}`,
  `example.org secure ${'match=.a.example '.repeat(many)}`,
  `example.org secure ${'match=next-hop '.repeat(many)}`,
  `example.org secure match=${'next-hop:'.repeat(many)}`,
  `example.org secure match=${'a|b:*.c:192.0.2.1:.com:'.repeat(many / 4)}`,
  `example.org may ${'match=a '.repeat(many)}`,
  `example.org may ${'ciphers=high '.repeat(many)}`,
  `example.org may ${'policy_ttl=x mx_host_pattern=y '.repeat(many / 2)}`,
  `example.org may ${'match = x '.repeat(many / 3)}`,
  `example.org may ${'connection_reuse=maybe '.repeat(many)}`,
  `example.org secure protocols=${'TLSv1.2:TLS1:'.repeat(many / 2)}`,
  `example.org secure exclude=${'!RC4:'.repeat(many)}`,
  `example.org fingerprint match=${'aa|bb:cc|xyz|'.repeat(many / 3)}`,
  `example.org may ${'{'.repeat(many)}`,
  `example.org may ${'# x '.repeat(many)}`,
  `example.org may${'\n  # x\n  y'.repeat(many / 2)}`,
  `${'a.'.repeat(many)}org may`,
  `${'*.'.repeat(many)}org may`,
  `${'"'.repeat(many)}x may`,
  `/${'a\\.'.repeat(many)}/ may`,
  `/x/${'!/y/'.repeat(many)} may`,
  `smtp_tls_security_level = ${'$x '.repeat(many)}`,
  `smtp_tls_policy_maps = ${'hash:x, '.repeat(many)}`,
];

describe.each(languages.map((language) => [language.name, language] as const))('%s', (_, language) => {
  it.each(lines.map((line) => [line.slice(0, 50), line] as const))(
    'bears a line such as %j…',
    { timeout: 30_000 },
    (_start, line) => {
      for (const tableType of ['hash', 'pcre']) {
        const text = `${line}\nexample.net may\n`;
        const document = language.parse(text, { tableType });
        expect(document.lines.at(-1)?.text).toBe('example.net may');
        for (const { span } of language.check(document)) expect(span.end).toBeLessThanOrEqual(text.length);
      }
    },
  );
});
