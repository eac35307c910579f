import { randomInt } from 'node:crypto';
import fc from 'fast-check';

/**
 * Property tests try the same cases in each run, so that a failure is of the change at hand and not of chance;
 * `FC_SEED=random` tries others, `FC_SEED=N` those of seed N. A failing property names its seed either way.
 */
const wanted = process.env['FC_SEED'] ?? '20261126';

fc.configureGlobal({ seed: wanted === 'random' ? randomInt(2 ** 31) : Number(wanted) });
