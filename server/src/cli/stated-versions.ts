import type { ListConfig } from '../config/list-config';
import { InstalledPostfixError, installed, installedVersions } from '../language/installed-postfix';
import type { PostfixVersions } from '../language/postfix-versions';
import type { CliIo } from './io';
import { UsageError } from './usage-error';

/** Releases of Postfix as the command line tells them; those of the installed one are not known yet. */
export type StatedVersions = PostfixVersions | typeof installed;

type Configured = Pick<ListConfig, 'postfixVersions' | 'asksInstalled'>;

/**
 * The releases that the option names, else the configuration; null where neither does. `postconf` is asked once where one of
 * the configurations, or the option, wants the installed release. Rejects with `UsageError` where that is not to be had.
 */
export async function settleVersions(
  option: StatedVersions | null,
  configs: readonly Configured[],
  io: Pick<CliIo, 'askPostconf'>,
): Promise<(config: Configured) => PostfixVersions | null> {
  const isAsked = option === installed || (option === null && configs.some(({ asksInstalled }) => asksInstalled));
  const here = isAsked ? await askInstalled(io) : null;
  if (option !== null) return () => (option === installed ? here : option);
  return ({ postfixVersions, asksInstalled }) => (asksInstalled ? here : postfixVersions);
}

async function askInstalled({ askPostconf }: Pick<CliIo, 'askPostconf'>): Promise<PostfixVersions> {
  try {
    return installedVersions(await askPostconf());
  } catch (error) {
    throw error instanceof InstalledPostfixError ? new UsageError(error.message) : error;
  }
}
