import type { CheckFormat } from './check-format';
import { checkGithub } from './check-github';
import { checkGitlab } from './check-gitlab';
import { checkJunit } from './check-junit';
import { checkSarif } from './check-sarif';
import { asCheckRun } from './review-findings';
import { reviewJson } from './review-json';
import { reviewMarkdown } from './review-markdown';
import type { ReviewRun } from './review-result';
import { reviewText } from './review-text';

/** The formats are those of `check`, and so are the reporters for pipelines. */
export const reviewReporters: Readonly<Record<CheckFormat, (run: ReviewRun) => string>> = {
  text: reviewText,
  json: reviewJson,
  markdown: reviewMarkdown,
  sarif: (run) => checkSarif(asCheckRun(run)),
  github: (run) => checkGithub(asCheckRun(run)),
  gitlab: (run) => checkGitlab(asCheckRun(run)),
  junit: (run) => checkJunit(asCheckRun(run)),
};
