// Mocha's functions are global only once `index.ts` has set them up, so it imports these files late.
import './diagnostics.test';
import './drift.test';
import './facts.test';
import './fixes.test';
import './probe.test';
import './review.test';
import './server.test';
import './tasks.test';
import './test-explorer.test';
import './verify.test';
