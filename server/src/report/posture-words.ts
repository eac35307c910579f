import type { GuidanceHere } from '../site/posture/guidance';
import type { Posture, PostureSubject, Protection, TableLevels } from '../site/posture/posture';
import type { DecidingSetting } from '../site/posture/setting';
import type { Threat } from '../site/posture/threats';
import { t } from '../text/translate';

/** A posture, and of which main.cf it is. */
export interface PostureReport {
  readonly mainCf: string;
  readonly posture: Posture;
}

const threatWords: Readonly<Record<Threat, () => string>> = {
  reading: () => t('Somebody reads along'),
  stripping: () => t('Somebody takes STARTTLS out'),
  'dns-forging': () => t('Somebody forges DNS'),
  'wrong-host': () => t('Somebody takes the place of the server'),
  'old-protocols': () => t('Old protocols (POODLE, DROWN)'),
  'weak-ciphers': () => t('Weak ciphers'),
  passwords: () => t('Somebody reads passwords'),
  unnoticed: () => t('Nobody notices'),
};

/** What is threatened, in a few words. */
function threatInWords(threat: Threat): string {
  return threatWords[threat]();
}

const protectionWords: Readonly<Record<Protection, () => string>> = {
  yes: () => t('protected'),
  partly: () => t('protected in part'),
  no: () => t('not protected'),
  unknown: () => t('not told by these files'),
};

function protectionInWords(protection: Protection): string {
  return protectionWords[protection]();
}

function subjectInWords({ direction, services }: PostureSubject): string {
  const names = services.join(', ');
  return direction === 'outgoing' ? t('Outgoing mail: {0}', names) : t('Incoming mail: {0}', names);
}

/** `smtp_tls_security_level = may`, and who says so: `main.cf:3`, or a default. */
function settingInWords({ name, value, place, byDefault }: DecidingSetting): readonly [string, string] {
  const origin = place === null ? (byDefault ?? '') : `${place.path}:${place.line}`;
  if (value === null) return [name, origin];
  // Nothing behind the sign reads as if something had been cut off.
  return [value === '' ? t('{0} (empty)', name) : `${name} = ${value}`, origin];
}

/** `RFC 9325 (BCP 195, …), section 3.1.1, 2022-11`. */
function sourceInWords({ source, section }: GuidanceHere): string {
  const { name, edition, date } = source;
  const part = section === '' ? [] : [t('section {0}', section)];
  return [`${name} (${edition})`, ...part, ...(date === null ? [] : [date])].join(', ');
}

/** Whether a statement holds here. */
function metInWords(met: boolean | null): string {
  return met === null ? '–' : met ? t('holds') : t('does not hold');
}

/** `secure 12, dane 3`. */
function tableInWords({ levels }: TableLevels): string {
  if (levels === null) return t('asked by Postfix itself, or not readable here');
  if (levels.length === 0) return t('no entries');
  return levels.map(([level, count]) => `${level} ${count}`).join(', ');
}

/** The parts of a posture, as each report tells them. */
export const inWords = {
  threat: threatInWords,
  protection: protectionInWords,
  subject: subjectInWords,
  setting: settingInWords,
  source: sourceInWords,
  met: metInWords,
  table: tableInWords,
} as const;

/** The same, where what was told once is not told again: guidance and changes are often about more than one threat. */
export function withoutRepeats(subject: PostureSubject): PostureSubject {
  const told = new Set<string>();
  const isNew = (text: string): boolean => {
    const before = told.size;
    return told.add(text).size > before;
  };
  const assessments = subject.assessments.map((each) => ({
    ...each,
    change: each.change === null || isNew(each.change) ? each.change : t('As above.'),
    guidance: each.guidance.filter((statement) => isNew(`${sourceInWords(statement)} ${statement.says}`)),
  }));
  return { ...subject, assessments };
}
