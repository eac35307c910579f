import { RevisionError } from '../revisions/revision-error';
import { t } from '../text/translate';
import { addSamplesReport } from './conclude-samples';
import type { ServerContext } from './context';
import { showReport } from './show-document';
import { termsFor } from './terms';

/** An entry, and those of whom a probe saw something for its sake. */
interface EvidenceOf {
  readonly key: string;
  readonly nextHops: readonly string[];
  /** Of the document for whose readers it is advised. */
  readonly uri: string;
}

/**
 * Shows what was seen in the last hour of the next-hop of an entry, or of its samples. Resolves to whether the editor could show it;
 * rejects where nobody looked.
 */
export async function showEvidenceOf(context: ServerContext, { key, nextHops, uri }: EvidenceOf): Promise<boolean> {
  const { connection, client, reports, runtime } = context;
  const [first, ...others] = nextHops.flatMap((nextHop) => reports.recall(nextHop) ?? []);
  if (first === undefined) throw new RevisionError(t('The last probe of {0} is too long ago; probe it again.', key));
  const terms = await termsFor(context, uri);
  const report = await addSamplesReport(context, { key, samples: [first, ...others], terms });
  return showReport(connection, client, reports, runtime.writeTemporaryFile, report);
}
