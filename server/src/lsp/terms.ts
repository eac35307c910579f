import { contextOf } from '../language/check';
import type { AdviseOptions } from '../verdict/advise';
import { anySender, dnssecSender, ofReleases, type Sender } from '../verdict/sender';
import type { ServerContext } from './context';
import { policyNow } from './entries';

/** For whom the entries of a document are judged, and how they are advised. */
export interface Terms {
  readonly sender: Sender;
  readonly options: AdviseOptions;
}

/** By the settings of a document, and by the releases of Postfix that its comments state. */
export async function termsFor(context: ServerContext, uri: string): Promise<Terms> {
  const settings = await context.configuration.ofDocument(uri);
  const { profile, preferDaneOnly, alwaysComment, rules, postfixVersions } = settings;
  const policy = policyNow(context, uri, settings);
  const own = { severities: rules, ...(postfixVersions === null ? {} : { postfixVersions }) };
  const releases = policy === null ? postfixVersions : contextOf(policy, own).postfix;
  const sender = profile === 'any' ? anySender : dnssecSender;
  return {
    sender: releases?.stated === true ? ofReleases(sender, releases) : sender,
    options: { preferDaneOnly, alwaysComment },
  };
}
