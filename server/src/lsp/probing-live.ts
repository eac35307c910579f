import { probe } from '../probe/probe';
import { evidenceMarkdown } from '../report/evidence-markdown';
import { advise } from '../verdict/advise';
import { planEntry } from '../verdict/plan';
import type { Probing } from './probing';

/** The probe over the real network, and what is concluded from it. */
export const probing: Probing = { lookUp: probe, advise, planEntry, renderReport: evidenceMarkdown };
