import { checkOptions } from './check-options';
import { type Command, defineCommand } from './command';
import { deployOptions } from './deploy-options';
import { explainLogOptions } from './explain-log-options';
import { fixOptions } from './fix-options';
import { formatOptions } from './format-options';
import { lspOptions } from './lsp-options';
import { postureOptions } from './posture-options';
import { probeOptions } from './probe-options';
import { queryOptions } from './query-options';
import { reviewOptions } from './review-options';
import { rulesOptions } from './rules-options';
import { verifyOptions } from './verify-options';

/** Every subcommand, in the order of the help. */
export const commands: readonly Command[] = [
  defineCommand(
    {
      name: 'check',
      summary: 'Find mistakes in policy tables, main.cf and master.cf, without the network',
      operands: 'FILE…|-',
      description: [
        'Checks Postfix TLS policy tables, main.cf and master.cf. The name of a file tells its language, as in the editor: tls_policy, tls_policy.*, *.tls_policy, tls_policy_maps, smtp_tls_policy*; main.cf, main.cf.*; master.cf, master.cf.*.',
        'A folder with a main.cf, such as /etc/postfix, stands for that, its master.cf and the files of the policy tables that they name, whatever their names.',
        'Each finding is one line on standard output: path:line:column severity rule message; --format asks for other reports. The network is never touched.',
        'Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or a file that could not be checked.',
      ],
      options: checkOptions,
    },
    async () => (await import('./check')).check,
  ),
  defineCommand(
    {
      name: 'fix',
      summary: 'Make all safe fixes of what check finds, without the network',
      operands: 'FILE…|-',
      description: [
        'Mends what can be mended without changing anything that Postfix does, or so that Postfix does what was written where it deferred mail before: comments behind values, blanks around an equals sign, entries that stand there twice, and the like. What a person must decide stays as it is; check tells it.',
        'Files are replaced in one step, and only where something is to be mended. All else in them stays as it is to the byte. For - the result goes to standard output.',
        'Exit status: 0 done, with --dry-run: nothing would change; 1 with --dry-run: something would; 2 wrong usage, or a file that could not be read or written.',
      ],
      options: fixOptions,
    },
    async () => (await import('./fix')).fix,
  ),
  defineCommand(
    {
      name: 'format',
      summary: 'Set blanks and final line breaks right, and nothing else',
      operands: 'FILE…|-',
      description: [
        'Writes one blank between key and value, "name = value" in main.cf, takes away blanks at the end of lines and blank lines at the end of the file, and ends the last line. What Postfix reads stays the same.',
        'Comments stay as they are to the byte, and so do patterns, quoted keys, lines that Postfix drops and, without --continuation, how a value goes on in further lines.',
        'Files are replaced in one step, and only where something changes. For - the result goes to standard output.',
        'Exit status: 0 done, with --check or --dry-run: nothing would change; 1 with these: something would; 2 wrong usage, or a file that could not be read or written.',
      ],
      options: formatOptions,
    },
    async () => (await import('./format')).format,
  ),
  defineCommand(
    {
      name: 'probe',
      summary: 'Look at domains live, and tell the one right entry of each',
      operands: 'DOMAIN…|-',
      description: [
        'Asks the resolver and the mail servers of each domain, and tells the strongest entry that authenticates and holds on all of its hosts, or what stands in the way. Nothing is sent but EHLO (HELO where that is refused for good), STARTTLS, QUIT and the beginning of TLS.',
        'DOMAIN is a next-hop as Postfix knows it: example.org, example.org:587, [mail.example.org], [mail.example.org]:587; - stands for a list on standard input, one a line.',
        'Exit status: 0 every domain has an entry, 1 some has none or could not be tested, 2 wrong usage.',
      ],
      options: probeOptions,
    },
    async () => (await import('./probe')).probe,
  ),
  defineCommand(
    {
      name: 'review',
      summary: 'Judge a merge request: what changes for mail, and whether to take it',
      operands: '[BASE..HEAD]',
      description: [
        'Compares two revisions of policy tables and main.cf as Postfix reads them, whatever the order of their lines: what is added, removed, stronger, weaker, no longer covered; with a verdict for each change: accept, needs change, needs a reason, could not be tested. What it is judged by is the configuration of the base, never that of the change.',
        'BASE..HEAD are revisions of the git repository in the current folder (default: origin/HEAD..HEAD), compared from where HEAD left BASE; with --worktree one revision, against what lies on the disk. Nothing of the repository is run. The network is not touched without --probe.',
        'A reason is a new comment above the line, one that names what is gone, or, for files and configurations, a line "Policy-Reason: …" in the message of the last commit.',
        'Exit status: 0 nothing at or above --fail-on, 1 some change needs another line, or a reason that is not given, 2 wrong usage or a file that was refused.',
      ],
      options: reviewOptions,
    },
    async () => (await import('./review')).review,
  ),
  defineCommand(
    {
      name: 'verify',
      summary: 'Look at every entry of a list live: what no longer holds, or could be stronger',
      operands: 'FILE…|-',
      description: [
        'Asks the mail servers of each entry as probe does, each of them once, and tells what Postfix would do with the entry: it holds, mail is deferred, it protects less than it says or than it could, or it could not be tested. What did not hold is looked at again later in the same run, before it is called so. No file is edited.',
        'With --evidence what was seen is kept: the next run tells what changed, and an interrupted one goes on where it ended. Where nobody watches, no server is contacted that an earlier run contacted within the last 20 hours.',
        'An entry of .example.org is judged by the domains of the list below it, or by those that a comment above it names: # tls-policy-test: a.example.org, b.example.org.',
        'Exit status: 0 nothing at or above --fail-on, 1 some entry does not hold, 2 wrong usage, a file that could not be read or written, or a run that was interrupted.',
      ],
      options: verifyOptions,
    },
    async () => (await import('./verify')).verify,
  ),
  defineCommand(
    {
      name: 'deploy',
      summary: 'Put a shared list in force on a mail server, unless anything is wrong with it',
      operands: 'SOURCE --map PATH',
      description: [
        'Takes a list from a file or a git repository (https://…, ssh://…, user@host:path), checks it, compares it with the table in force, has postmap make its index beside the table, asks that for every entry, keeps a copy of the old table, and puts the new one in its place. Whatever fails or ends it, at any instant all of the old table or all of the new one is in force.',
        'The list is refused when check finds errors in it, when more of the entries in force would vanish or get weaker than --max-loss says, when its commit does not come after the one in force, and when it lacks the signature that is asked for.',
        'Standard output tells what changes for mail; where nothing changes, nothing is told. What the program keeps lies in the folder PATH.deploy, the copy of the old table in previous there.',
        'Exit status: 0 in force (with --dry-run: would be taken), 1 refused, the old table stays in force; 2 wrong usage, or something failed, the old table stays in force.',
      ],
      options: deployOptions,
    },
    async () => (await import('./deploy')).deploy,
  ),
  defineCommand(
    {
      name: 'query',
      summary: 'Tell which policy applies to a next-hop by main.cf and its tables, offline',
      operands: 'NEXTHOP…|-',
      description: [
        'Looks each next-hop up as smtp(8) does: the keys that are asked for, the entry that wins, its level and what that acts as with the settings of main.cf and master.cf, names, protocols, ciphers, and what Postfix logs about an entry that it does not take.',
        'NEXTHOP is written as main.cf or the transport table writes it, since each spelling is another key: example.org, [mail.example.org]:587; - stands for a list on standard input, one a line.',
        'Of a copy of /etc/postfix in another folder, the files below /etc/postfix are read beside its main.cf. Compiled tables are answered from their source.',
        'Exit status: 0 answered, 2 wrong usage or a main.cf that could not be read.',
      ],
      options: queryOptions,
    },
    async () => (await import('./query')).query,
  ),
  defineCommand(
    {
      name: 'posture',
      summary: 'Tell what the mail of a server is protected against, and by which setting',
      operands: '',
      description: [
        'Reads main.cf, the master.cf beside it and the policy tables that they name, and tells of outgoing and incoming mail what is protected against somebody who reads along, takes STARTTLS out, forges DNS or takes the place of a server, and against old protocols and weak ciphers; which setting decides each and where it stands, what to write for more, and what public guidance says, each with its edition and date.',
        'The network is never asked: what a domain publishes in DNS is not told.',
        'Exit status: 0 told, 2 wrong usage or a main.cf that could not be read.',
      ],
      options: postureOptions,
    },
    async () => (await import('./posture')).posture,
  ),
  defineCommand(
    {
      name: 'explain-log',
      summary: 'Tell what a mail log says of TLS, which entry is at fault, and how to mend it',
      operands: '[FILE|-]',
      description: [
        'Reads what smtp(8) and lmtp(8) of Postfix logged, line by line: deliveries that were deferred for the sake of TLS, warnings about entries, DANE, certificates and tables. Lines that say the same of one destination are told once. Other lines are passed over, and the network is never asked.',
        'With --main-cf or --table the entry that a line is about is named, by the tables as they are now. A log tells the domain of the recipient and not the next-hop: with a relayhost in main.cf that is looked up, and a transport table is not.',
        'Without FILE, or for -, standard input is read.',
        'Exit status: 0 read, 2 wrong usage or a file that could not be read.',
      ],
      options: explainLogOptions,
    },
    async () => (await import('./explain-log')).explainLog,
  ),
  defineCommand(
    {
      name: 'rules',
      summary: 'List the rules of check',
      operands: '',
      description: ['Lists every rule with its severity.'],
      options: rulesOptions,
    },
    async () => (await import('./rules')).rules,
  ),
  defineCommand(
    {
      name: 'explain',
      summary: 'Show the page of a rule',
      operands: 'RULE',
      description: ['Shows what a rule finds, why it matters, and what to write instead, as Markdown.'],
      options: {},
    },
    async () => (await import('./explain')).explain,
  ),
  defineCommand(
    {
      name: 'lsp',
      summary: 'Serve an editor by the language server protocol',
      operands: '',
      description: ['Starts the language server for editors such as Neovim, Helix, Emacs and Zed.'],
      options: lspOptions,
    },
    async () => (await import('./lsp')).lsp,
  ),
];
