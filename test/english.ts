import { speak } from '../server/src/text/locale';

// The language is one for the whole program, and with it for all test files that share a worker: each begins in English.
await speak('en');
