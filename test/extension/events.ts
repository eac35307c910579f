/** What the tests in the extension host tell the launcher, one line of JSON each. */
export type TestEvent =
  | { readonly kind: 'passed'; readonly title: string; readonly ms: number }
  | { readonly kind: 'failed'; readonly title: string; readonly error: string }
  | { readonly kind: 'skipped'; readonly title: string }
  /** All tests have run. Without it the run was cut off. */
  | { readonly kind: 'ended' };
