import type { ReportedFinding } from '../../language/rule';
import { t } from '../../text/translate';
import { digestBytes, digestIn, type FingerprintElement, fingerprints, isDeadly, isPlausible } from './fingerprint';
import { type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

const lengths = [...digestBytes].map(([bytes, name]) => `| \`${name}\` | ${bytes * 2} |`).join('\n');

export const invalidFingerprint: PolicyEntryRule = {
  id: 'invalid-fingerprint',
  scope: 'node',
  title: 'Digest that can’t match',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A digest in \`match=\` is hexadecimal, in any case, with or without colons between the bytes; several are joined by \`|\`. The name of
the algorithm does not belong to it: \`smtp_tls_fingerprint_digest\` of main.cf sets it for all entries. Postfix leaves out what it can't
read (\`malformed fingerprint value\`). A digest of a length that no algorithm has is taken, but never matches (\`unusable TLSA RR\`):

| Algorithm | Digits |
|---|---|
${lengths}

If no usable digest is left, all mail to the destination is deferred (4.7.5); otherwise the finding is a warning. A digest of one character ends smtp(8) with a
panic (\`vstring_alloc: bad length 0\`), whatever stands beside it: the mail stays in the queue, and other mail waits for the next process.`,
  bad: [
    {
      text: `example.org fingerprint match=sha256:${'0f'.repeat(32)}\n`,
    },
    { text: 'example.org fingerprint match=AA:BB:CC\n' },
    { text: `example.org fingerprint match=${'00'.repeat(32)}:${'11'.repeat(32)}\n` },
    { text: `example.org fingerprint match=${'00'.repeat(32)};${'11'.repeat(32)}\n` },
    {
      text: `example.org fingerprint match=xyz|${'00'.repeat(32)}\n`,
      untried: 'the digest of no server',
    },
  ],
  good: [
    {
      text: `example.org fingerprint match=${'00'.repeat(32)}|${'1F'.repeat(32)}\n`,
      untried: 'the digests of no server',
    },
  ],
  check(entry, _document, report) {
    const elements = fingerprints(entry);
    const isFatal = !elements.some(isPlausible);
    for (const element of elements) {
      if (isPlausible(element)) continue;
      const severity = isFatal || isDeadly(element) ? 'error' : 'warning';
      report({ span: element.span, severity, ...describe(element, isFatal) });
    }
  },
};

function describe(element: FingerprintElement, isFatal: boolean): Omit<ReportedFinding, 'span'> {
  const { text, span, bytes, isPair } = element;
  if (isDeadly(element)) {
    return {
      message: t(
        'A digest of one character ends smtp(8) with a panic ("vstring_alloc: bad length 0"): all mail to this destination stays in the queue. Delete {0}, or write the whole digest.',
        quoted(text),
      ),
    };
  }
  const consequence = isFatal
    ? t('with no other digest Postfix defers all mail to this destination (4.7.5)')
    : t('it never matches');
  if (isPair) {
    return {
      message: t('Postfix takes two digests with a colon between them for one: {0}. Join digests by |.', consequence),
      ...rewriteIfKnown(span, text.replace(':', '|')),
    };
  }
  if (bytes !== null) {
    return {
      message: t(
        'A digest of {0} digits fits no algorithm: {1}. SHA-256 has 64, SHA-512 has 128.',
        bytes * 2,
        consequence,
      ),
    };
  }
  const prefix = /^(?:md5|sha-?1|sha-?(?:256|384|512))[:=]/i.exec(text)?.[0];
  const meant =
    prefix === undefined ? text.replace(/[;,]+/g, '|').replace(/^0x|^:|:$/g, '') : text.slice(prefix.length);
  const isMended = meant !== text && meant.split('|').every((part) => isPlausible(digestIn(part)));
  const advice =
    prefix === undefined
      ? t('Write hexadecimal digits, with or without colons between the bytes, and | between digests.')
      : t('The algorithm is set by smtp_tls_fingerprint_digest of main.cf; write the digest alone.');
  return {
    message: t(
      'Postfix can\'t read the digest {0} ("malformed fingerprint value"): {1}. {2}',
      quoted(text),
      consequence,
      advice,
    ),
    ...rewriteIfKnown(span, isMended ? meant : null),
  };
}
