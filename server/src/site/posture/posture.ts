import type { GuidanceHere } from './guidance';
import type { DecidingSetting } from './setting';
import type { Threat } from './threats';

/** Whether mail is protected: of all destinations or clients, of some, of none; unknown where the files alone do not tell. */
export type Protection = 'yes' | 'partly' | 'no' | 'unknown';

/** One threat, and what this server has against it. */
export interface Assessment {
  readonly threat: Threat;
  readonly protection: Protection;
  /** Why, in whole sentences. */
  readonly because: string;
  /** The settings that decide it, in the order of their weight. */
  readonly decidedBy: readonly DecidingSetting[];
  /** What to write for more, and what that costs; null where nothing in these files would help, or nothing is missing. */
  readonly change: string | null;
  /** What others say about it, and whether that holds here. */
  readonly guidance: readonly GuidanceHere[];
}

/** The services of one direction that answer alike. */
export interface PostureSubject {
  readonly direction: 'outgoing' | 'incoming';
  /** As master.cf names them. */
  readonly services: readonly string[];
  readonly assessments: readonly Assessment[];
  /** What tables say of single destinations; none for incoming mail. */
  readonly tables: readonly TableLevels[];
}

/** How many entries of a table have which level. */
export interface TableLevels {
  /** As main.cf names it. */
  readonly table: string;
  /** By level, in the order of the levels; null where the entries can't be read here. */
  readonly levels: readonly (readonly [level: string, count: number])[] | null;
}

/** What the mail of a site is protected against. */
export interface Posture {
  readonly subjects: readonly PostureSubject[];
}
