import { connectionsOfDeepProbe } from '../probe/hosts/deepen';
import { lookAtMachine } from '../probe/machine/look-at-machine';
import { createProber, openProber } from '../probe/probe';
import { summarizeDeep } from '../report/evidence-deep';
import { evidenceMarkdown } from '../report/evidence-markdown';
import { machineMarkdown } from '../report/machine-view';
import { probeMarkdown } from '../report/probe-markdown';
import { tellEntry, tellOutput } from '../report/verify-told';
import { describeVerify } from '../report/verify-words';
import { readExtraCaCerts } from '../system/extra-ca-certs';
import { advise } from '../verdict/advise';
import {
  adviseForSamples,
  planForSamples,
  planReplacementForSamples,
  replacementsForSamples,
  verifyForSamples,
} from '../verdict/for-samples';
import { hasLongTakenNoMail } from '../verdict/no-mail-since';
import { planEntry, planReplacement } from '../verdict/plan';
import { hasNames, planRenaming, renamingOf } from '../verdict/rename-names';
import { choiceOf, replacementsOf } from '../verdict/replacements';
import { verifyEntry } from '../verdict/verify-entry';
import { isProvenWithoutMail } from '../verdict/without-mail';
import { createLookFileReader } from '../verify/read-look-file';
import { verifyEntries } from '../verify/run';
import type { Probing } from './probing';

/** The probe over the real network, and what is concluded from it. */
export const probing: Probing = {
  openProber: async (options) => openProber({ ...options, extraCas: await readExtraCaCerts() }),
  openProberAnew: async (options) => createProber({ ...options, extraCas: await readExtraCaCerts() }),
  advise,
  planEntry,
  replacementsOf,
  choiceOf,
  planReplacement,
  renamingOf,
  hasNames,
  planRenaming,
  isProvenWithoutMail,
  hasLongTakenNoMail,
  verifyEntry,
  adviseForSamples,
  planForSamples,
  replacementsForSamples,
  planReplacementForSamples,
  verifyForSamples,
  verifyEntries,
  tellEntry,
  tellOutput,
  describeVerify,
  createLookFileReader,
  renderReport: evidenceMarkdown,
  renderReports: probeMarkdown,
  lookAtMachine: async (options, domains, control) =>
    lookAtMachine({ ...options, extraCas: await readExtraCaCerts() }, domains, control),
  connectionsOfDeepProbe,
  describeWeaknesses: summarizeDeep,
  renderMachine: machineMarkdown,
};
