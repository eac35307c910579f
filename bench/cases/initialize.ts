import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Case } from '../case';
import { initialize, startServerProcess } from '../server-process';
import { summarize, timed } from '../statistics';

const samples = 25;

/** From the start of the process to the answer of `initialize`. */
export const initializeCase: Case = {
  title: 'start of the process to the answer of `initialize`',
  limit: 150,
  async run() {
    const times: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const started = performance.now();
      const server = startServerProcess();
      await initialize(server, 'pulled');
      times.push(performance.now() - started);
      await server.stop();
    }
    return summarize(times);
  },
};

/** What a Node without any program takes: the floor below which no server can start. */
export const nodeCase: Case = {
  title: 'an empty Node process, start to exit',
  limit: null,
  async run() {
    const times: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      times.push(await timed(() => promisify(execFile)(process.execPath, ['-e', '0'])));
    }
    return summarize(times);
  },
};
