import type { ValueCase } from './value-case';
import { valueNames } from './value-names';
import { valueSessions } from './value-sessions';
import { valueWords } from './value-words';

/**
 * Values and what Postfix 3.7 does with them, written down from postconf(5), TLS_README and the source; each is tried with
 * the real smtp(8). `@CA@` stands for the path of a CA file, `@SPKI@` for the digest of the server's key.
 */
export const valueCases: readonly ValueCase[] = [...valueWords, ...valueNames, ...valueSessions];
