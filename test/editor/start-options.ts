import { parseArgs } from 'node:util';

/** What a person asks `npm start` for. */
export interface Wishes {
  readonly editor: 'desktop' | 'code-server' | 'either';
  /** The port of code-server; null: any free one. */
  readonly port: number | null;
  readonly openBrowser: boolean;
}

export const usage = `npm start [-- OPTIONS]

  --desktop       desktop VS Code, or fail
  --code-server   code-server in the browser, even where desktop VS Code is to be had
  --port PORT     the port of code-server on 127.0.0.1 (default: any free one)
  --no-open       print the address of code-server, but open no browser
  --help          this text

VSCODE_PATH names the desktop VS Code to use.`;

/** What is wrong with the arguments, in words for the person. */
export class UsageError extends Error {}

/** Reads the arguments of `npm start`; null asks for the usage. Throws {@link UsageError}. */
export function readWishes(args: readonly string[]): Wishes | null {
  const values = parse(args);
  if (values.help) return null;
  const { desktop, 'code-server': codeServer } = values;
  const port = values.port === undefined ? null : readPort(values.port);
  if (desktop && codeServer) throw new UsageError('--desktop and --code-server exclude each other');
  if (desktop && port !== null) throw new UsageError('--port is for code-server; --desktop has none');
  const editor = desktop ? 'desktop' : codeServer || port !== null ? 'code-server' : 'either';
  return { editor, port, openBrowser: !values['no-open'] };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        desktop: { type: 'boolean', default: false },
        'code-server': { type: 'boolean', default: false },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    // Node adds advice for positional arguments, of which there are none here.
    throw new UsageError(error instanceof Error ? error.message.replace(/\. To specify a positional.*/s, '') : '');
  }
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new UsageError(`--port ${text}: a port is a number from 1 to 65535`);
  return port;
}
