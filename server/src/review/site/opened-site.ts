import type { PostfixVersions } from '../../language/postfix-versions';
import { routingTables } from '../../site/routes';
import { masterCfOf, openRevision, type RevisedSite } from './revised-site';
import { type AskedSite, askSite } from './site-policy';

/** Both revisions of a site, ready to be asked. */
export interface OpenedSite {
  readonly path: string;
  readonly before: AskedSite;
  readonly after: AskedSite;
  /** Whether main.cf and master.cf stay as they were, and send mail to the servers of each domain itself. */
  readonly isDirect: boolean;
}

export function openRevisedSite({ path, before, after }: RevisedSite, versions: PostfixVersions): OpenedSite {
  const [old, now] = [before, after].map((texts) => openRevision(path, texts, versions));
  if (old === undefined || now === undefined) throw new Error('two revisions make two sites');
  const isSame = [path, masterCfOf(path)].every((file) => before.get(file) === after.get(file));
  const isDirect = routingTables(now.parameters).length === 0 && now.parameters.value('relayhost').expanded === '';
  return {
    path,
    before: askSite(old),
    after: askSite(now),
    isDirect: isSame && isDirect,
  };
}
