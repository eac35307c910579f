import { visible } from '../text/escape';
import { t } from '../text/translate';
import type { PostfixVersions } from './postfix-versions';

/** The word for the release that is installed on the machine at hand, where a release may stand. */
export const installed = 'installed';

/** What `postconf` says about the release that is installed, or why it says nothing. */
export type PostconfAnswer =
  | { readonly output: string }
  | { readonly failure: 'absent' | 'slow' | 'failed'; readonly detail: string };

/** Asks the machine at hand; never rejects. */
export type AskPostconf = () => Promise<PostconfAnswer>;

/** Thrown where the installed release is asked for and not to be had; the message says what to do instead. */
export class InstalledPostfixError extends Error {}

/**
 * The release that an answer of `postconf -h mail_version` names, such as `3.7.11`, or `3.9-20230901` of a development
 * release, which counts as the release that it leads to.
 *
 * @throws InstalledPostfixError where it names none.
 */
export function installedVersions(answer: PostconfAnswer): PostfixVersions {
  if ('failure' in answer) throw new InstalledPostfixError(describeFailure(answer.failure, answer.detail));
  const [, release] = /^(\d{1,3}\.\d{1,3})(?:[.-][\w.-]{1,40})?\s*$/.exec(answer.output) ?? [];
  if (release !== undefined) return { from: release, to: release, stated: true };
  const shown = visible(answer.output.slice(0, 60).trim());
  throw new InstalledPostfixError(
    t(
      'postconf tells "{0}", which is no version of Postfix. Write the version, such as 3.7, in the place of "installed".',
      shown,
    ),
  );
}

function describeFailure(failure: 'absent' | 'slow' | 'failed', detail: string): string {
  if (failure === 'absent') {
    return t(
      'There is no postconf on this machine that could tell the version of Postfix. Write the version, such as 3.7, in the place of "installed".',
    );
  }
  return failure === 'slow'
    ? t(
        'postconf did not tell the version of Postfix in time. Write the version, such as 3.7, in the place of "installed".',
      )
    : t(
        'postconf can not tell the version of Postfix: {0}. Write the version, such as 3.7, in the place of "installed".',
        visible(detail.slice(0, 200)),
      );
}
