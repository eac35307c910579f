import { RevisionError } from '../revisions/revision-error';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import { showReport } from './show-document';
import { termsFor } from './terms';

/**
 * Shows what was seen of a next-hop in the last hour, advised for the readers of a document. Resolves to whether the editor could
 * show it; rejects where nobody looked.
 */
export async function showEvidenceOf(context: ServerContext, nextHop: string, uri: string): Promise<boolean> {
  const { connection, client, reports, runtime } = context;
  const evidence = reports.recall(nextHop);
  if (evidence === null) throw new RevisionError(t('The last probe of {0} is too long ago; probe it again.', nextHop));
  const { advise, renderReport } = await runtime.loadProbing();
  const { sender, options } = await termsFor(context, uri);
  const report = { uri: reports.add(nextHop, renderReport(evidence, advise(evidence, sender, options))), nextHop };
  return showReport(connection, client, reports, runtime.writeTemporaryFile, report);
}
