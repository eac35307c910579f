import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Case } from '../case';
import { server } from '../paths';
import { initialize, startServerProcess } from '../server-process';
import { summarize, timed } from '../statistics';

const samples = 25;

/** From the start of the process to the answer of `initialize`. */
export const initializeCase: Case = {
  title: 'start',
  async run() {
    const times: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const started = performance.now();
      const process = startServerProcess(server);
      const { at } = await initialize(process, 'pulled');
      times.push(at - started);
      await process.stop();
    }
    const what = 'start of the server to the answer of `initialize`';
    return [{ what, unit: 'ms', summary: summarize(times), limit: { of: 'median', most: 150 } }];
  },
};

/** What a Node without any program takes: the floor below which no server can start. */
export const nodeCase: Case = {
  title: 'node',
  async run() {
    const times: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      times.push(await timed(() => promisify(execFile)(process.execPath, ['-e', '0'])));
    }
    return [{ what: 'an empty Node process, start to end', unit: 'ms', summary: summarize(times) }];
  },
};
