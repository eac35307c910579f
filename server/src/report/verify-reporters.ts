import type { CheckFormat } from './check-format';
import { checkGithub } from './check-github';
import { checkGitlab } from './check-gitlab';
import { checkJunit } from './check-junit';
import { checkSarif } from './check-sarif';
import { asVerifyCheckRun } from './verify-findings';
import { verifyJson } from './verify-json';
import { verifyMarkdown } from './verify-markdown';
import type { VerifyRun } from './verify-result';
import { verifyTextEnd } from './verify-text';

/** What is told at the end. The formats are those of `check`, and so are the reporters for pipelines. */
export const verifyReporters: Readonly<Record<CheckFormat, (run: VerifyRun) => string>> = {
  text: verifyTextEnd,
  json: verifyJson,
  markdown: verifyMarkdown,
  sarif: (run) => checkSarif(asVerifyCheckRun(run)),
  github: (run) => checkGithub(asVerifyCheckRun(run)),
  gitlab: (run) => checkGitlab(asVerifyCheckRun(run)),
  junit: (run) => checkJunit(asVerifyCheckRun(run)),
};
