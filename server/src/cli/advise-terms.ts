import type { ConsumerProfile } from '../config/list-config';
import { assumedVersions, type PostfixVersions } from '../language/postfix-versions';
import type { PolicyValue } from '../policy/entry';
import { t } from '../text/translate';
import type { AdviseOptions } from '../verdict/advise';
import { withAnchorFiles } from '../verdict/anchor-files';
import { inForce } from '../verdict/in-force';
import { anySender, dnssecSender, type Sender } from '../verdict/sender';
import { senderOfSite } from '../verdict/site-sender';
import type { adviseOptions, judgeOptions } from './advise-options';
import type { CliIo } from './io';
import type { OptionValues } from './option';
import { readClient } from './site-client';
import { reasonOf } from './tell-failure';
import { UsageError } from './usage-error';

type JudgeOptions = OptionValues<typeof judgeOptions> & { readonly profile: ConsumerProfile | 'site' | null };
type Options = OptionValues<typeof adviseOptions> & JudgeOptions;

/**
 * The sender whom the options name: that of a main.cf, else of a profile. Rejects with `UsageError`.
 *
 * @param otherwise The profile where no option names one.
 */
export async function readSender(
  { 'main-cf': mainCf, profile }: JudgeOptions,
  otherwise: { readonly profile: string | null; readonly versions: PostfixVersions | null },
  io: Pick<CliIo, 'readFile'>,
): Promise<Sender> {
  if (profile === 'site' && mainCf === null) throw new UsageError(t('--profile site: name the main.cf by --main-cf'));
  if (mainCf === null) return (profile ?? otherwise.profile) === 'any' ? anySender : dnssecSender;
  if (profile !== null && profile !== 'site') {
    throw new UsageError(t('--main-cf and --profile {0} exclude each other', profile));
  }
  const choice = { mainCf, root: null, service: null, versions: otherwise.versions ?? assumedVersions };
  const client = await readClient(choice, io).catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    throw new UsageError(t("--{0}: can't read {1}: {2}", 'main-cf', mainCf, reasonOf(error)));
  });
  return senderOfSite(client);
}

/** What decides which entry is advised, as far as it concerns `verify`. */
export function judgeTerms(options: JudgeOptions): AdviseOptions {
  const minimumLevel = options['minimum-level'];
  return {
    preferDaneOnly: options['prefer-dane-only'],
    ...(minimumLevel === null ? {} : { minimumLevel }),
  };
}

/**
 * The sender with the trust anchors that may be offered, and how to advise. Rejects with `UsageError`: what a site keeps
 * itself is of use only to the Postfix whose main.cf is known.
 */
export async function readAdvising(
  options: Options,
  otherwise: Parameters<typeof readSender>[1],
  io: Pick<CliIo, 'readFile' | 'readTextFile'>,
): Promise<{ readonly sender: Sender; readonly advising: AdviseOptions }> {
  const { tafile } = options;
  for (const [name, isGiven] of [
    ['allow-fingerprint', options['allow-fingerprint']],
    ['tafile', tafile !== null],
  ] as const) {
    if (isGiven && options['main-cf'] === null) throw new UsageError(t('--{0}: only with --main-cf', name));
  }
  const named = await readSender(options, otherwise, io);
  const plain: PolicyValue = { level: 'secure', attributes: [] };
  const offered = tafile === null ? plain : { ...plain, attributes: [{ name: 'tafile', value: tafile }] };
  const sender = await withAnchorFiles(named, [inForce(plain, named), offered], io.readTextFile);
  if (tafile !== null && sender.anchorFiles?.[tafile] === undefined) {
    throw new UsageError(t('--tafile: {0} is no file that can be read here by its whole path', tafile));
  }
  const advising: AdviseOptions = {
    ...judgeTerms(options),
    alwaysComment: options['always-comment'],
    allowFingerprint: options['allow-fingerprint'],
    ...(tafile === null ? {} : { trustAnchorFile: tafile }),
  };
  return { sender, advising };
}
