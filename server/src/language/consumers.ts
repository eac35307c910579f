import type { CommentLine } from '../text/logical-lines';
import { type LintComment, readLintComment } from './lint-comment';

/**
 * The Postfix servers elsewhere that take a shared list over, whose main.cf nobody here knows: `dnssec`, they have DNSSEC
 * lookups and the public certification authorities; `any`, they have a file of authorities and nothing more.
 */
export type Consumers = (typeof consumerProfiles)[number];
export const consumerProfiles = ['dnssec', 'any'] as const;

export const consumersDirective = 'consumers';

/** The consumers that a file names for itself by `# tls-policy-lint: consumers any`; the last such comment counts. Else null. */
export function consumersInComments(comments: readonly CommentLine[]): Consumers | null {
  let found: Consumers | null = null;
  for (const comment of comments) {
    const lint = readLintComment(comment);
    if (lint?.directive.text === consumersDirective) found = consumersIn(lint) ?? found;
  }
  return found;
}

/** What a `consumers` comment says, a reason behind `--` left out; null where it can't be read. */
export function consumersIn({ argument }: LintComment): Consumers | null {
  return consumerProfiles.find((profile) => profile === argument) ?? null;
}
