import { type ParameterFacts, parameterFacts } from '../../postfix/parameters';
import { transportParameter } from '../../postfix/transport-parameters';
import { visible } from '../../text/escape';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import type { Parameter } from '../document';
import { effectiveParameters } from '../effective';
import type { MainCfDocumentRule } from './rule';
import { placeOf } from './setting-rule';

/** These have rules of their own, which tell more. */
const own = /^(?:[sl]mtp|smtpd|postscreen|tlsproxy)_tls_security_level$|_tls_(?:mandatory_)?ciphers$/;
/** More words than in the table are taken by some build, or by a release to come. */
const open: ReadonlySet<string> = new Set([
  'milter_default_action',
  'smtpd_tls_eecdh_grade',
  'tlsproxy_tls_eecdh_grade',
]);

export const invalidParameterValue: MainCfDocumentRule = {
  id: 'invalid-parameter-value',
  scope: 'document',
  title: 'Value of the wrong type',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Every program that reads a value of the wrong type ends with a fatal error, and mail waits in the queue; \`postconf\` says nothing.

| Type | Values |
|---|---|
| boolean | \`yes\` or \`no\`, in any case; \`true\`, \`on\` and \`1\` are none |
| number | digits |
| time | digits and a unit, \`s\`, \`m\`, \`h\`, \`d\` or \`w\`, without a blank; only the first letter counts, so \`10ms\` are ten minutes |
| text | some may not be empty |`,
  bad: [
    { text: 'smtp_tls_wrappermode = true\n' },
    { text: 'smtp_mx_address_limit = five\n' },
    { text: 'smtp_connect_timeout = 5 m\n' },
    { text: 'smtp_connect_timeout = 10ms\n' },
    { text: 'smtp_tls_secure_cert_match =\n' },
    { text: 'smtp_address_preference = ipv5\n' },
  ],
  good: [
    { text: 'smtp_tls_wrappermode = YES\n' },
    { text: 'smtp_connect_timeout = 5m\n' },
    { text: 'smtp_tls_CAfile =\n' },
    { text: 'smtp_address_preference = any\n' },
  ],
  check(document, report, { postfix }) {
    const { value } = effectiveParameters(document, { versions: postfix });
    for (const [name, parameter] of document.effective) {
      const facts = parameterFacts(name) ?? transportFacts(name);
      if (facts === null || own.test(name) || facts.goneIn !== null) continue;
      const { expanded } = value(name);
      const wrong = expanded === null || facts.isUnexpanded ? null : check(facts, expanded);
      if (wrong === null) continue;
      const { message, better, severity } = wrong;
      const canWrite = better !== undefined && parameter.value.text === expanded && expanded !== '';
      report({
        span: placeOf(parameter),
        message,
        ...(severity === undefined ? {} : { severity }),
        ...(canWrite ? { fixes: [write(parameter, better)] } : {}),
      });
    }
  },
};

interface Wrong {
  readonly message: string;
  readonly better?: string;
  readonly severity?: 'warning';
}

type Typed = Pick<
  ParameterFacts,
  'name' | 'class' | 'isNonEmpty' | 'min' | 'max' | 'words' | 'warnedWords' | 'goneIn' | 'isUnexpanded'
>;

function transportFacts(name: string): Typed | null {
  const found = transportParameter(name);
  if (found === null) return null;
  const nothing = { isNonEmpty: false, min: null, max: null, words: [], warnedWords: [], goneIn: null };
  return { name, class: found.class, isUnexpanded: false, ...nothing };
}

function check(facts: Typed, value: string): Wrong | null {
  const { class: kind, name, isNonEmpty } = facts;
  if (kind === 'boolean') return checkBoolean(facts, value);
  if (kind === 'integer') return checkInteger(facts, value);
  if (kind === 'time') return checkTime(facts, value);
  if (kind === 'enum') return checkWord(facts, value);
  if (value !== '' || !isNonEmpty) return null;
  return {
    message: t(
      '{0} may not be empty: every program that reads it ends with "fatal: {1}".',
      name,
      `bad string length 0 < 1: ${name} =`,
    ),
  };
}

function checkBoolean({ name }: Typed, value: string): Wrong | null {
  const word = value.toLowerCase();
  if (word === 'yes' || word === 'no') return null;
  const better = /^(?:true|on|1|y|enabled?)$/.test(word) ? 'yes' : 'no';
  const isClear = better === 'yes' || /^(?:false|off|0|n|disabled?)$/.test(word);
  const message = t(
    '{0} takes yes or no: every program that reads it ends with "fatal: {1}".',
    name,
    `bad boolean configuration: ${name} = ${visible(value)}`,
  );
  return isClear ? { message, better } : { message };
}

function checkInteger({ name, min, max }: Typed, value: string): Wrong | null {
  if (!/^[+-]?\d+$/.test(value)) {
    return {
      message: t(
        '{0} takes a whole number: every program that reads it ends with "fatal: {1}".',
        name,
        `bad numerical configuration: ${name} = ${visible(value)}`,
      ),
    };
  }
  return checkBounds(name, Number(value), value, min, max);
}

function checkBounds(
  name: string,
  number: number,
  value: string,
  min: number | null,
  max: number | null,
): Wrong | null {
  if (min !== null && number < min) {
    return {
      message: t(
        '{0} is at least {1}: every program that reads it ends with "fatal: {2}".',
        name,
        min,
        `invalid ${name} parameter value ${visible(value)} < ${min}`,
      ),
    };
  }
  if (max !== null && number > max) {
    return {
      message: t(
        '{0} is at most {1}: every program that reads it ends with "fatal: {2}".',
        name,
        max,
        `invalid ${name} parameter value ${visible(value)} > ${max}`,
      ),
    };
  }
  return null;
}

const units: Readonly<Record<string, string>> = { s: 'seconds', m: 'minutes', h: 'hours', d: 'days', w: 'weeks' };

function checkTime({ name }: Typed, value: string): Wrong | null {
  const [, number = '', unit = '', rest = ''] = /^(\d+)([A-Za-z]?)(.*)$/s.exec(value) ?? [];
  if (number === '' || (unit === '' && rest !== '') || (unit !== '' && units[unit.toLowerCase()] === undefined)) {
    const better = /^(\d+)\s+([smhdw])/i.exec(value)?.slice(1).join('');
    const message = t(
      '{0} takes a whole number and, without a blank, s, m, h, d or w: every program that reads it ends with "fatal: {1}".',
      name,
      `parameter ${name}: bad time value or unit: ${visible(value)}`,
    );
    return better === undefined ? { message } : { message, better };
  }
  if (!/^ms\b/i.test(unit + rest)) return null;
  return {
    severity: 'warning',
    message: t(
      'Only the first letter of the unit counts: {0} is {1} minutes. Write {1}m, or a number of seconds.',
      name,
      number,
    ),
  };
}

function checkWord({ name, words, warnedWords, isNonEmpty }: Typed, value: string): Wrong | null {
  if (value === '' && !isNonEmpty) return null;
  const all = [...words, ...warnedWords];
  if (open.has(name) || all.length === 0 || all.includes(value.toLowerCase())) return null;
  const meant = nearest(value.toLowerCase(), words);
  const taken = words.join(', ');
  if (meant === null)
    return {
      message: t(
        '{0} takes {1}: every program that reads it ends with a fatal error. Write one of these.',
        name,
        taken,
      ),
    };
  return {
    message: t('{0} takes {1}: every program that reads it ends with a fatal error. Write {2}.', name, taken, meant),
    better: meant,
  };
}

function write({ value }: Parameter, newText: string) {
  return { title: t('Write {0}', newText), safe: false, edits: [{ span: value.span, newText }] };
}
