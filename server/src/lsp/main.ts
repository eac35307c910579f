import { join } from 'node:path';
import { createConnection } from 'vscode-languageserver/node';
import { createRuntime } from './runtime-live';
import { startServer } from './server';

// The transport follows from the arguments: --node-ipc under VS Code, --stdio elsewhere. The bundle lies in dist/.
startServer(createConnection(), createRuntime(join(__dirname, '..')));
