import { onOff } from './option';

/** The options of `lsp`. */
export const lspOptions = { stdio: onOff('Talk over standard input and output, the only way there is') };
