import type { Evidence, HostEvidence, Weakness, WeaknessEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import { codeSpan } from './escape';
import type { Fact, Tone } from './fact';
import { told } from './fact';
import { blocks, bullets } from './markdown';

interface WeaknessWords {
  readonly name: string;
  /** The attack that it is known by, and where to read of it. */
  readonly knownFor: string;
  /** What it means for those who send mail with Postfix, as the end of a sentence. */
  readonly meaning: string;
  /** Of a server that accepts it. */
  readonly tone: Tone;
}

/** By RFC 9325, the papers behind the CVE numbers, and postconf(5) for what Postfix offers by default. */
const words: Readonly<Record<Weakness, WeaknessWords>> = {
  sslv2: {
    name: 'SSLv2',
    knownFor: 'DROWN, CVE-2016-0800',
    meaning:
      'Postfix does not offer it, and yet recorded sessions can be decrypted if they used RSA key exchange with the same key, at this server or at another one; those with forward secrecy can’t',
    tone: 'bad',
  },
  sslv3: {
    name: 'SSLv3',
    knownFor: 'POODLE, CVE-2014-3566',
    meaning:
      'Postfix has not offered it by default since 2015 and never falls back to it; the attack needs a client that repeats a secret at will, as browsers do',
    tone: 'bad',
  },
  'tls1.0': {
    name: 'TLS 1.0',
    knownFor: 'deprecated, RFC 8996',
    meaning:
      'Postfix takes the highest version that both speak, so that it matters only if the server speaks no later one; then levels that authenticate fail with OpenSSL 3',
    tone: 'bad',
  },
  'tls1.1': {
    name: 'TLS 1.1',
    knownFor: 'deprecated, RFC 8996',
    meaning:
      'Postfix takes the highest version that both speak, so that it matters only if the server speaks no later one; then levels that authenticate fail with OpenSSL 3',
    tone: 'bad',
  },
  export: {
    name: 'export ciphers',
    knownFor: 'FREAK, CVE-2015-0204; Logjam, CVE-2015-4000',
    meaning: 'OpenSSL 1.1.0 and later have none, so that only old senders can be brought to use them',
    tone: 'bad',
  },
  null: {
    name: 'NULL ciphers',
    knownFor: 'no encryption, RFC 9325 section 4.1',
    meaning: 'Postfix offers them only with the cipher grade null',
    tone: 'bad',
  },
  rc4: {
    name: 'RC4',
    knownFor: 'prohibited, RFC 7465',
    meaning: 'OpenSSL 1.1.0 and later have it only if built for it, so that it is old senders who may use it',
    tone: 'bad',
  },
  des: {
    name: 'DES',
    knownFor: '56 bits, RFC 5469',
    meaning: 'OpenSSL 1.1.0 and later have it only if built for it, so that it is old senders who may use it',
    tone: 'bad',
  },
  '3des': {
    name: '3DES',
    knownFor: 'Sweet32, CVE-2016-2183',
    meaning:
      'the attack needs hundreds of gigabytes in one session, which no mail has; Postfix takes it only if both have nothing better, or the server insists',
    tone: 'bad',
  },
  anonymous: {
    name: 'anonymous ciphers',
    knownFor: 'no certificate',
    meaning:
      'usual for SMTP: Postfix offers them itself at the levels may and encrypt, and never at those that authenticate',
    tone: 'plain',
  },
};

/** Each weakness that is accepted, with what it means; then the refused ones, and the open ones by their causes. */
export function describeDeep(deep: readonly WeaknessEvidence[]): readonly Fact[] {
  const accepted = deep.filter(({ answer }) => answer === 'accepted').map(describeAccepted);
  const refused = namesOf(deep.filter(({ answer }) => answer === 'refused'));
  return [
    ...accepted,
    ...(refused === '' ? [] : [{ tone: 'good', text: t('refused: {0}', refused) } as const]),
    ...untestedByCause(deep).map((text): Fact => ({ tone: 'untested', text: t('could not be tested: {0}', text) })),
  ];
}

/** The open ones: `SSLv3, RC4: no reply within 30 s`. */
export function untestedByCause(deep: readonly WeaknessEvidence[]): readonly string[] {
  const open = deep.filter(({ answer }) => answer === 'untested');
  const causes = [...new Set(open.map(causeOf))];
  return causes.map((cause) => `${namesOf(open.filter((each) => causeOf(each) === cause))}: ${cause}`);
}

/** What each host that was examined accepts, in a sentence each: `mx.example accepts TLS 1.0, 3DES.` */
export function summarizeDeep({ hosts }: Pick<Evidence, 'hosts'>): string {
  return hosts
    .flatMap(({ name, addresses }) =>
      addresses.flatMap(({ deep }) => {
        if (deep === undefined) return [];
        const accepted = namesOf(deep.filter(({ answer }) => answer === 'accepted'));
        const open = deep.some(({ answer }) => answer === 'untested') ? t(', and not all could be tested') : '';
        return accepted === ''
          ? t('{0} accepts nothing old or weak{1}.', name, open)
          : t('{0} accepts {1}{2}.', name, accepted, open);
      }),
    )
    .join(' ');
}

/** Of one host, in Markdown; empty where there was no deep probe. */
export function deepSection({ addresses }: HostEvidence): string {
  return blocks(
    ...addresses.map(({ address, deep = [] }) =>
      deep.length === 0
        ? ''
        : blocks(
            t('Old protocols and weak ciphers at {0}:', codeSpan(address)),
            bullets(describeDeep(deep).map((fact) => told(fact))),
          ),
    ),
  );
}

function describeAccepted({ weakness, seen }: WeaknessEvidence): Fact {
  const { tone } = words[weakness];
  const what = `${t(words[weakness].name)} (${t(words[weakness].knownFor)}): ${t(words[weakness].meaning)}`;
  return { tone, text: seen === null ? t('accepted: {0}', what) : t('accepted by {0}: {1}', seen, what) };
}

function causeOf({ cause }: WeaknessEvidence): string {
  return cause?.text ?? t('no reason given');
}

function namesOf(deep: readonly WeaknessEvidence[]): string {
  return deep.map(({ weakness }) => t(words[weakness].name)).join(', ');
}
