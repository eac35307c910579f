import type { CheckFormat } from './check-format';
import { checkGithub } from './check-github';
import { checkGitlab } from './check-gitlab';
import { checkJunit } from './check-junit';
import { checkMarkdown } from './check-markdown';
import type { CheckRun } from './check-result';
import { checkSarif } from './check-sarif';

/** The formats that other programs read; `text` is told file by file, and `json` carries the names as they were given. */
export const checkReporters: Readonly<Record<Exclude<CheckFormat, 'text' | 'json'>, (run: CheckRun) => string>> = {
  sarif: checkSarif,
  github: checkGithub,
  gitlab: checkGitlab,
  junit: checkJunit,
  markdown: checkMarkdown,
};
