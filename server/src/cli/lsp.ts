import { t } from '../text/translate';
import type { RunCommand } from './command';
import { exitCode } from './io';
import type { lspOptions } from './lsp-options';
import { UsageError } from './usage-error';

/** `lsp --stdio`: the server reads the transport from the arguments of the process, and lives as long as the editor. */
export const lsp: RunCommand<typeof lspOptions> = async ({ options, operands }) => {
  if (!options.stdio) throw new UsageError(t('write lsp --stdio'));
  if (operands.length > 0) throw new UsageError(t('lsp takes no operands'));
  await import('../lsp/main');
  return exitCode.ok;
};
