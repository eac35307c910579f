import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createRuntime } from './runtime-live';
import { startServer } from './server';

// A server lives all day and mostly idles. Left alone, the space for new objects grows threefold for the one second in
// which a big list is opened, and is never given back; without that it takes a quarter less memory and is as quick. Only
// where it is plain Node that runs: whether an editor's own one may be told so is for the editor.
if (process.argv.includes('--stdio') && !('electron' in process.versions)) {
  setFlagsFromString('--semi-space-growth-factor=1');
}

// The bundle lies in dist/.
startServer(createRuntime(join(__dirname, '..')));
