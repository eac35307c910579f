import type { PolicyValue } from '../policy/entry';
import { attributeFacts } from '../postfix/attributes';
import type { TlsEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import type { Doubt } from './attributes-in-doubt';
import { isOffered } from './ciphers';
import type { PlainLevel } from './judgement';
import { permission } from './protocols';
import { isAtLeast } from './release';
import type { Sender } from './sender';
import { type SessionTerm, type SessionTerms, sessionTerms } from './session-terms';

/** The grade that Postfix and the probe have where nobody names another. */
const defaultGrade = 'medium';

/**
 * Why no handshake can succeed with the lists of an entry and of main.cf, where it can be in Postfix's words
 * (tls_client_start()); null where it can. They are checked when a session starts, thus not in a lookup.
 *
 * @param session one with the server, without these lists
 */
export function handshakeFault(
  value: PolicyValue,
  level: PlainLevel | 'tlsa',
  { protocol }: TlsEvidence,
  sender: Sender,
): string | null {
  const { protocols, grade, exclusions } = sessionTerms(value, level, sender);
  if (protocols !== null) {
    const { subject, value: list } = protocols;
    const verdict = permission(list, protocol);
    if (verdict === 'invalid' || hasUnknownBound(list, sender)) return `Invalid TLS protocol list "${list}"`;
    if (verdict === 'out-of-reach') {
      return t('{0} leaves no protocol that this server has, whose newest is {1}', subject, protocol);
    }
  }
  if (grade !== null && !isGrade(grade.value)) return `invalid cipher grade: "${grade.value}"`;
  const isSigned = exclusions.some(({ value: list }) => wordsOf(list).some((word) => /^[!+\-@]/.test(word)));
  return isSigned ? "invalid unary '!+-@' in cipher exclusion" : null;
}

/** Bounds came with Postfix 3.6, and earlier releases take the whole list for invalid. */
function hasUnknownBound(list: string, { version }: Sender): boolean {
  return /[<>]=/.test(list) && version !== undefined && !isAtLeast(version, ['3.6.0']);
}

/** What leaves open whether the session would come about with the lists of an entry and of main.cf; null for nothing. */
export function sessionDoubt(
  value: PolicyValue,
  level: PlainLevel | 'tlsa',
  session: TlsEvidence,
  sender: Sender,
): Doubt | null {
  const terms = sessionTerms(value, level, sender);
  const { protocols } = terms;
  if (protocols !== null && permission(protocols.value, session.protocol) !== 'permitted') {
    return { subject: protocols.subject, why: t('may exclude {0}, which was used here', session.protocol) };
  }
  // Cipher lists speak of TLS 1.2 and older (SSL_CTX_set_cipher_list(3)).
  return session.protocol === 'TLSv1.3' ? null : cipherDoubt(terms, session.cipher, sender);
}

function cipherDoubt({ grade, exclusions }: SessionTerms, cipher: string, { editedGrades = [] }: Sender): Doubt | null {
  const name = grade?.value.toLowerCase() ?? defaultGrade;
  if (editedGrades.includes(name)) {
    return { subject: `tls_${name}_cipherlist`, why: t('is not the one of Postfix, and is not read here') };
  }
  if (grade !== null) {
    const doubt = doubtBy(grade, cipher, isOffered(cipher, name, ''));
    if (doubt !== null) return doubt;
  }
  for (const term of exclusions) {
    const doubt = doubtBy(term, cipher, isOffered(cipher, defaultGrade, term.value));
    if (doubt !== null) return doubt;
  }
  return null;
}

function doubtBy({ subject }: SessionTerm, cipher: string, isIn: boolean | null): Doubt | null {
  if (isIn === true) return null;
  const why =
    isIn === false
      ? t('excludes {0}, and which other cipher the server has was not seen', cipher)
      : t('decides on ciphers, of which only one was seen');
  return { subject, why };
}

function isGrade(text: string): boolean {
  const grammar = attributeFacts('ciphers')?.value;
  return grammar?.kind === 'words' && grammar.words.includes(text.toLowerCase());
}

function wordsOf(list: string): readonly string[] {
  return list.split(/[\s:,]+/);
}
