import type { Answer } from './answer';
import type { Assessment } from './posture';
import { type Seen, settingOf } from './setting';
import type { Threat } from './threats';

/** A parameter that may decide, and values that show whether it does. */
export interface Candidate {
  readonly name: string;
  readonly tried: readonly string[];
  /** Its default is as everybody has it, and is told of nobody. */
  readonly ifSet?: true;
}

export type Answers = ReadonlyMap<Threat, Answer>;

/** The answers, each with the settings whose change alone would alter it, in the order of the candidates. */
export function withDeciding(
  seen: Seen,
  candidates: readonly Candidate[],
  answersFor: (seen: Seen) => Answers,
): readonly Omit<Assessment, 'guidance'>[] {
  const answers = answersFor(seen);
  const changed = candidates
    .map(({ name, tried, ifSet }) => ({ setting: settingOf(seen, name), tried, ifSet }))
    .filter(({ setting, ifSet }) => ifSet !== true || setting.place !== null)
    .map(({ setting, tried }) => ({
      setting,
      others: tried.map((value) => answersFor(seen.with(setting.name, value))),
    }));
  return [...answers].map(([threat, answer]) => ({
    threat,
    ...answer,
    decidedBy: changed
      .filter(({ others }) => others.some((other) => isAnother(answer, other.get(threat))))
      .map(({ setting }) => setting),
  }));
}

function isAnother(now: Answer, then: Answer | undefined): boolean {
  return then !== undefined && (then.protection !== now.protection || then.because !== now.because);
}

const protocolLists = ['!SSLv2', '!SSLv2, !SSLv3', '!SSLv2, !SSLv3, !TLSv1, !TLSv1.1'];

/** What decides about the TLS sessions of a client as of a server. */
export function sessionCandidates(program: string): readonly Candidate[] {
  return [
    { name: `${program}_tls_protocols`, tried: protocolLists },
    { name: `${program}_tls_mandatory_protocols`, tried: protocolLists },
    { name: `${program}_tls_ciphers`, tried: ['medium', 'null'] },
    { name: `${program}_tls_mandatory_ciphers`, tried: ['medium', 'null'] },
    ...['high', 'medium'].map((grade): Candidate => ({ name: `tls_${grade}_cipherlist`, tried: [''], ifSet: true })),
    { name: `${program}_tls_loglevel`, tried: ['0', '1'] },
  ];
}
