import type { PolicyValue } from '../policy/entry';
import { attributeOf } from './attributes-in-doubt';
import type { PlainLevel } from './judgement';
import { permission } from './protocols';
import type { Sender } from './sender';
import type { SessionParameter } from './session-parameters';

/** One list that decides on a session, and where it stands: `protocols=`, `smtp_tls_mandatory_protocols`. */
export interface SessionTerm {
  readonly subject: string;
  readonly value: string;
}

/** What decides on the protocols and ciphers of a session; null where nobody sets it, so that all that the probe offers counts. */
export interface SessionTerms {
  readonly protocols: SessionTerm | null;
  readonly grade: SessionTerm | null;
  readonly exclusions: readonly SessionTerm[];
}

/**
 * The entry's own lists, else those of main.cf for the level that the entry really has at the host: one set for `may`, the
 * mandatory one for all that requires TLS (policy_create(), set_cipher_grade() of src/smtp/smtp_tls_policy.c). `exclude=`
 * takes the place of both lists of excluded ciphers, which else add up.
 *
 * @param level `tlsa` for a host whose TLSA records decide
 */
export function sessionTerms(value: PolicyValue, level: PlainLevel | 'tlsa', { session = {} }: Sender): SessionTerms {
  const set = (name: SessionParameter): readonly SessionTerm[] =>
    session[name] === undefined ? [] : [{ subject: `smtp_tls_${name}`, value: session[name] }];
  const own = (name: string): readonly SessionTerm[] => {
    const written = attributeOf(value, name);
    return written === null ? [] : [{ subject: `${name}=`, value: written }];
  };
  const isMandatory = level !== 'may';
  const [protocols = null] = [...own('protocols'), ...set(isMandatory ? 'mandatory_protocols' : 'protocols')];
  const [grade = null] = [...own('ciphers'), ...set(isMandatory ? 'mandatory_ciphers' : 'ciphers')];
  const excluded = own('exclude');
  const common = [...set('exclude_ciphers'), ...(isMandatory ? set('mandatory_exclude_ciphers') : [])];
  return { protocols, grade, exclusions: excluded.length > 0 ? excluded : common };
}

/** The lists of main.cf, as its lines, that count for an entry and leave out something that a client has by default. */
export function strictParameters(value: PolicyValue, sender: Sender): readonly string[] {
  if (value.level === 'none') return [];
  const levels = value.level === 'dane' ? (['tlsa', 'may'] as const) : ([levelOf(value)] as const);
  const strict = levels.flatMap((level) => {
    const { protocols, grade, exclusions } = sessionTerms(value, level, sender);
    const excluding = exclusions.filter((term) => term.value !== '');
    return [
      ...(protocols === null || everyProtocol.every((name) => permission(protocols.value, name) === 'permitted')
        ? []
        : [protocols]),
      ...(grade === null || generousGrades.has(grade.value.toLowerCase()) ? [] : [grade]),
      ...excluding,
    ];
  });
  const written = strict.filter(({ subject }) => !subject.endsWith('='));
  return [...new Set(written.map(({ subject, value: text }) => `${subject} = ${text}`))];
}

function levelOf({ level }: PolicyValue): PlainLevel | 'tlsa' {
  return level === 'dane' || level === 'dane-only' ? 'tlsa' : level;
}

const everyProtocol = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
/** What recent releases take for `medium`, the default. */
const generousGrades: ReadonlySet<string> = new Set(['medium', 'low', 'export']);
