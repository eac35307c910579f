import { contextOf } from '../language/check';
import type { PostfixVersions } from '../language/postfix-versions';
import type { PolicyValue } from '../policy/entry';
import type { AdviseOptions } from '../verdict/advise';
import { withAnchorFiles } from '../verdict/anchor-files';
import { inForce } from '../verdict/in-force';
import { anySender, dnssecSender, ofReleases, type Sender } from '../verdict/sender';
import { senderOfSite } from '../verdict/site-sender';
import type { ServerContext } from './context';
import { policyNow } from './entries';
import type { DocumentSettings } from './settings';
import { clientOf } from './site-client';

/** For whom the entries of a document are judged, and how they are advised. */
export interface Terms {
  readonly sender: Sender;
  readonly options: AdviseOptions;
}

/** By the settings of a document, and by the releases of Postfix that its comments state. */
export async function termsFor(context: ServerContext, uri: string): Promise<Terms> {
  const settings = await context.configuration.ofDocument(uri);
  const { preferDaneOnly, alwaysComment, minimumLevel, allowFingerprint, rules, postfixVersions } = settings;
  const policy = policyNow(context, uri, settings);
  const own = { severities: rules, ...(postfixVersions === null ? {} : { postfixVersions }) };
  const releases = policy === null ? postfixVersions : contextOf(policy, own).postfix;
  const sender = await senderFor(context, settings, releases);
  const { trustAnchorFile } = await context.configuration.ofProbe();
  const values = policy?.entries.map(({ value }) => value.value && inForce(value.value, sender)) ?? [];
  const plain: PolicyValue = { level: 'secure', attributes: [] };
  const offered = { ...plain, attributes: [{ name: 'tafile', value: trustAnchorFile }] };
  const all = [...values, inForce(plain, sender), ...(trustAnchorFile === '' ? [] : [offered])];
  return {
    // What a list of somebody else names is not read.
    sender: context.isTrusted() ? await withAnchorFiles(sender, all, context.runtime.readTextFile) : sender,
    options: {
      preferDaneOnly,
      alwaysComment,
      allowFingerprint,
      ...(minimumLevel === null ? {} : { minimumLevel }),
      ...(trustAnchorFile === '' ? {} : { trustAnchorFile }),
    },
  };
}

/** Where no main.cf names the table, or it can't be read, nothing but the profile of a bare probe is known. */
async function senderFor(
  context: ServerContext,
  { profile, namedIn }: DocumentSettings,
  releases: PostfixVersions | null,
): Promise<Sender> {
  const client = profile === 'site' && namedIn !== null ? await clientOf(context, namedIn, releases) : null;
  if (client !== null) return senderOfSite(client);
  const kind = profile === 'any' ? anySender : dnssecSender;
  return releases?.stated === true ? ofReleases(kind, releases) : kind;
}
