import { choice } from './option';

/** The options of `rules`. */
export const rulesOptions = { format: choice('How the rules are listed', ['text', 'json']) };
