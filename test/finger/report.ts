/** What posttls-finger(1) says, as facts: there is nothing to go by but its text. */
export interface FingerReport {
  /** How it ended; the last four are its words for the session. `silent`: it says nothing of it. */
  readonly end:
    | 'lookup-failed'
    | 'no-greeting'
    | 'ehlo-refused'
    | 'silent'
    | 'starttls-refused'
    | 'handshake-failed'
    | 'Verified'
    | 'Trusted'
    | 'Untrusted'
    | 'Anonymous';
  /** The server of the session, as `host[address]`; null where it names none. */
  readonly place: string | null;
  /** Hosts that it could get no connection to, or no TLSA records of; sorted. */
  readonly unreached: readonly string[];
  /** The TLSA records of all hosts that it tried, `3 1 1 DATA`, lower case, the data cut where it is long; sorted. */
  readonly tlsa: readonly string[];
  /** The record that the chain matches, and at which depth. */
  readonly matched: { readonly record: string; readonly depth: number } | null;
  /** SHA-256, lower-case hexadecimal. */
  readonly digests: { readonly certificate: string; readonly key: string } | null;
  /** What it says of its own deviations from smtp(8). */
  readonly resortsToSecure: boolean;
  readonly takesInsecureMx: boolean;
  /** Whether it says that no TLSA record is usable and that it therefore authenticates nobody. */
  readonly fallsBack: boolean;
}

const ends: readonly (readonly [FingerReport['end'], RegExp])[] = [
  ['lookup-failed', /^Destination address lookup failed: |^warning: no MX host for /],
  ['no-greeting', /^SMTP service not available: |while reading server greeting$/],
  ['ehlo-refused', /^EHLO rejected: |^lost connection while sending EHLO$/],
  ['starttls-refused', /^STARTTLS rejected: /],
  ['handshake-failed', /^SSL_connect error to /],
  ['Verified', /^Verified TLS connection established to /],
  ['Trusted', /^Trusted TLS connection established to /],
  ['Untrusted', /^Untrusted TLS connection established to /],
  ['Anonymous', /^Anonymous TLS connection established to /],
];

export function readReport(text: string): FingerReport {
  const lines = text.split('\n').map((line) => line.replace(/^posttls-finger: /, ''));
  const captures = (pattern: RegExp): readonly RegExpExecArray[] =>
    lines.flatMap((line) => {
      const found = pattern.exec(line);
      return found === null ? [] : [found];
    });
  const [, place] = captures(/^setting up TLS connection to (\S+\[[^\]]+\]):\d+$/).at(-1) ?? [];
  const [, certificate, key] = captures(/, fingerprint=([\dA-F:]+), pkey_fingerprint=([\dA-F:]+)$/)[0] ?? [];
  const [, depth, matched] = captures(/: Matched DANE \w+ certificate at depth (\d+): (.*)$/)[0] ?? [];
  const [end] = ends.find(([, pattern]) => lines.some((line) => pattern.test(line))) ?? [];
  return {
    end: end ?? 'silent',
    place: place ?? null,
    unreached: unique(captures(/^Failed to establish session to \S+ via (\S+): /)),
    tlsa: unique(captures(/^DNSSEC-signed TLSA record: \S+: (.*)$/)).map((record) => record.toLowerCase()),
    matched: matched === undefined ? null : { record: matched.toLowerCase(), depth: Number(depth) },
    digests: certificate === undefined || key === undefined ? null : { certificate: hex(certificate), key: hex(key) },
    resortsToSecure: lines.some((line) => line.endsWith('TLSA records found, resorting to "secure"')),
    takesInsecureMx: lines.includes('MX RRset insecure: log verified as trusted'),
    fallsBack: lines.some((line) => line.endsWith(': all TLSA records unusable, fallback to unauthenticated TLS')),
  };
}

function unique(found: readonly RegExpExecArray[]): readonly string[] {
  return [...new Set(found.map(([, first = '']) => first))].sort();
}

function hex(digest: string): string {
  return digest.replaceAll(':', '').toLowerCase();
}
