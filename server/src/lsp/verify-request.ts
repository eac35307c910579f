import type { VerifiedOutcome } from '../verdict/verify-entry';
import type { Unfinished } from './probe-request';

/** What `postfixTlsPolicy.server.verify` answers. */
export type VerifyResult =
  | {
      readonly outcome: VerifiedOutcome;
      /** The line that was judged. */
      readonly entry: string;
      /** The line that could stand in its place; null where nothing better is known. */
      readonly better: string | null;
      readonly message: string;
    }
  | Unfinished;
