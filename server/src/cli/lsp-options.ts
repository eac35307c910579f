import { onOff, optional, wholeNumber } from './option';

/** The options of `lsp`; the language server reads them from the arguments of the process by itself. */
export const lspOptions = {
  stdio: onOff('Talk over standard input and output, the only way there is'),
  clientProcessId: optional('PID', 'End when the editor of this process id is gone', wholeNumber(1)),
};
