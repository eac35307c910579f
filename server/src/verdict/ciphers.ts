/** The parts of a name that OpenSSL gives to a cipher suite before TLS 1.3 (ciphers(1), *CIPHER SUITE NAMES*). */
const suite =
  /^(?:(ECDHE|DHE|EDH|AECDH|ADH)-)?(?:(RSA|ECDSA|DSS)-)?(AES128|AES256|CAMELLIA128|CAMELLIA256|ARIA128|ARIA256|CHACHA20|DES-CBC3|RC4|SEED|IDEA-CBC)(?:-(GCM|CCM8|CCM|POLY1305))?(?:-(SHA|SHA256|SHA384|MD5))?$/;

const exchangeWords: Readonly<Record<string, readonly string[]>> = {
  ECDHE: ['kECDHE', 'kEECDH', 'ECDH', 'ECDHE', 'EECDH'],
  AECDH: ['kECDHE', 'kEECDH', 'ECDH', 'AECDH', 'aNULL'],
  DHE: ['kDHE', 'kEDH', 'DH', 'DHE', 'EDH'],
  ADH: ['kDHE', 'kEDH', 'DH', 'ADH', 'aNULL'],
  // Without a word in the name the key of the certificate makes the secret.
  '': ['kRSA', 'RSA'],
};
const signatureWords: Readonly<Record<string, readonly string[]>> = {
  RSA: ['aRSA'],
  ECDSA: ['aECDSA', 'ECDSA'],
  DSS: ['aDSS', 'DSS'],
};
const cipherWords: Readonly<Record<string, readonly string[]>> = {
  AES128: ['AES', 'AES128', 'HIGH'],
  AES256: ['AES', 'AES256', 'HIGH'],
  CAMELLIA128: ['CAMELLIA', 'CAMELLIA128', 'HIGH'],
  CAMELLIA256: ['CAMELLIA', 'CAMELLIA256', 'HIGH'],
  ARIA128: ['ARIA', 'ARIA128', 'HIGH'],
  ARIA256: ['ARIA', 'ARIA256', 'HIGH'],
  CHACHA20: ['CHACHA20', 'HIGH'],
  'DES-CBC3': ['3DES', 'MEDIUM'],
  RC4: ['RC4', 'MEDIUM'],
  SEED: ['SEED', 'MEDIUM'],
  'IDEA-CBC': ['IDEA', 'MEDIUM'],
};
const modeWords: Readonly<Record<string, readonly string[]>> = {
  'AES GCM': ['AESGCM'],
  'AES CCM': ['AESCCM'],
  'AES CCM8': ['AESCCM', 'AESCCM8'],
  'ARIA GCM': ['ARIAGCM'],
};
const digestWords: Readonly<Record<string, readonly string[]>> = {
  SHA: ['SHA', 'SHA1'],
  SHA256: ['SHA256'],
  SHA384: ['SHA384'],
  MD5: ['MD5'],
};

/** Words of cipher lists for what none of the suites above has. */
const foreignWords =
  'eNULL NULL EXPORT EXP EXPORT40 EXPORT56 LOW DES RC2 SSLv2 PSK kPSK aPSK kRSAPSK kECDHEPSK kDHEPSK SRP kSRP aSRP GOST aGOST kGOST KRB5 kKRB5 aKRB5 aECDH aDH kDH kDHr kDHd kECDH kECDHr kECDHe';

const knownWords: ReadonlySet<string> = new Set([
  ...[exchangeWords, signatureWords, cipherWords, modeWords, digestWords].flatMap((words) =>
    Object.values(words).flat(),
  ),
  ...foreignWords.split(' '),
]);

/**
 * The words by which a cipher list can name a suite: `ECDHE`, `aRSA`, `AESGCM`, `HIGH`; null for a suite that is not
 * known here. The suites of TLS 1.3 are not named by such lists at all.
 */
function wordsOf(name: string): ReadonlySet<string> | null {
  const parts = suite.exec(name);
  if (parts === null) return null;
  const [, exchange = '', signature = 'RSA', cipher = '', mode = '', digest = ''] = parts;
  const key = exchange === 'EDH' ? 'DHE' : exchange;
  const isAnonymous = key === 'ADH' || key === 'AECDH';
  // The digest of a suite with its own authentication makes keys, and is none that a list can name.
  return new Set([
    ...(exchangeWords[key] ?? []),
    ...(isAnonymous ? [] : (signatureWords[signature] ?? [])),
    ...(cipherWords[cipher] ?? []),
    ...(modeWords[`${cipher.replace(/\d+$/, '')} ${mode}`] ?? []),
    ...(mode === '' ? (digestWords[digest] ?? []) : []),
  ]);
}

/**
 * Whether Postfix would offer a suite of TLS 1.2 or older: it belongs to the grade, and no exclusion names it (section 6 of
 * TLS_README, ciphers(1)); null where a word of the list, or the suite, is not known here.
 *
 * @param grade smtp_tls_ciphers and the like; `medium` holds all that the probe offers, as do the outdated `low` and `export`
 * @param exclusions smtp_tls_exclude_ciphers and the like, parted by blanks, commas or colons
 */
export function isOffered(cipher: string, grade: string, exclusions: string): boolean | null {
  const words = wordsOf(cipher);
  const folded = grade.toLowerCase();
  const inGrade = folded === 'high' ? (words?.has('HIGH') ?? null) : folded !== 'null';
  const hits = exclusions
    .split(/[\s,:]+/)
    .filter((word) => word !== '')
    .map((word) => isNamedBy(word, cipher, words));
  if (inGrade === false || hits.includes(true)) return false;
  return inGrade === null || hits.includes(null) ? null : true;
}

/** `kRSA+AES` names the suites that have both. */
function isNamedBy(word: string, cipher: string, words: ReadonlySet<string> | null): boolean | null {
  if (modernName(word) === modernName(cipher)) return true;
  // The name of another suite; all of them have hyphens, and no other word has one.
  if (word.includes('-')) return false;
  if (words === null) return null;
  const found = word.split('+').map((each) => (knownWords.has(each) ? words.has(each) : null));
  if (found.includes(false)) return false;
  return found.includes(null) ? null : true;
}

/** Of one suite OpenSSL knows an older name, too. */
function modernName(name: string): string {
  return name.replace(/^EDH-/, 'DHE-');
}
