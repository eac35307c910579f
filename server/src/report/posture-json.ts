import type { Assessment, PostureSubject, Protection } from '../site/posture/posture';
import type { DecidingSetting } from '../site/posture/setting';
import type { Threat } from '../site/posture/threats';
import { json } from './json';
import type { PostureReport } from './posture-words';

/** The output of `posture --format json`; the published schema is schemas/posture.schema.json. */
export interface PostureJson {
  /** As it was named. */
  readonly mainCf: string;
  readonly subjects: readonly PostureSubjectJson[];
}

export interface PostureSubjectJson extends Pick<PostureSubject, 'direction' | 'services'> {
  readonly tables: readonly { readonly table: string; readonly levels: Readonly<Record<string, number>> | null }[];
  readonly assessments: readonly AssessmentJson[];
}

export interface AssessmentJson {
  readonly threat: Threat;
  readonly protection: Protection;
  readonly because: string;
  readonly decidedBy: readonly DecidingSetting[];
  readonly change: string | null;
  readonly guidance: readonly {
    readonly source: string;
    readonly edition: string;
    readonly date: string | null;
    readonly url: string;
    readonly section: string;
    readonly says: string;
    readonly met: boolean | null;
  }[];
}

export function postureJson({ mainCf, posture }: PostureReport): string {
  const subjects = posture.subjects.map(({ direction, services, tables, assessments }) => ({
    direction,
    services,
    tables: tables.map(({ table, levels }) => ({ table, levels: levels && Object.fromEntries(levels) })),
    assessments: assessments.map(toJson),
  }));
  return json({ mainCf, subjects } satisfies PostureJson);
}

function toJson({ guidance, ...assessment }: Assessment): AssessmentJson {
  return {
    ...assessment,
    guidance: guidance.map(({ source: { name, edition, date, url }, section, says, met }) => ({
      source: name,
      edition,
      date,
      url,
      section,
      says,
      met,
    })),
  };
}
