import { checkOptions } from './check-options';
import { type Command, defineCommand } from './command';
import { onOff } from './option';

/** Every subcommand, in the order of the help. */
export const commands: readonly Command[] = [
  defineCommand(
    {
      name: 'check',
      summary: 'Find mistakes in policy tables and main.cf, without the network',
      operands: 'FILE…|-',
      description: [
        'Checks Postfix TLS policy tables and main.cf. The name of a file tells its language, as in the editor: tls_policy, tls_policy.*, *.tls_policy, tls_policy_maps, smtp_tls_policy*; main.cf, main.cf.*.',
        'Each finding is one line on standard output: path:line:column severity rule message. The network is never touched.',
        'Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or a file that could not be checked.',
      ],
      options: checkOptions,
    },
    async () => (await import('./check')).check,
  ),
  defineCommand(
    {
      name: 'lsp',
      summary: 'Serve an editor by the language server protocol',
      operands: '',
      description: ['Starts the language server for editors such as Neovim, Helix, Emacs and Zed.'],
      options: { stdio: onOff('Talk over standard input and output, the only way there is') },
    },
    async () => (await import('./lsp')).lsp,
  ),
];
