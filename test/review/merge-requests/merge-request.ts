/** The files of a revision by their paths; a text, or nothing where the file is not there. */
export type Files = Readonly<Record<string, string>>;

/** What the maintainers of the list say of one change. */
export type MaintainersVerdict = 'accept' | 'needs-change' | 'needs-reason' | 'untested';

/** A merge request as somebody sends it, and what the maintainers answer without probing anything. */
export interface MergeRequest {
  /** Names it in the tests. */
  readonly name: string;
  /** Why the maintainers answer so; from what Postfix does, and from the admission rules of comparable lists. */
  readonly because: string;
  readonly base: Files;
  readonly head: Files;
  /** Lines of the form `KIND SUBJECT VERDICT`, in the order of the report; with `given` behind a reason that stands there. */
  readonly changes: readonly string[];
  /** The worst of them, a given reason counting as accepted. */
  readonly verdict: MaintainersVerdict;
  /** The lines that would be accepted instead, where the maintainers name some. */
  readonly instead?: readonly string[];
}

/** The list that most of them change. In order, without findings. */
export const list = lines(
  '# Partners whose mail goes out authenticated',
  'alpha.example secure',
  'bravo.example dane',
  'charlie.example secure match=mx.charlie.example',
  '.delta.example secure',
  'echo.example may',
);

/** One text of these lines. */
export function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

/** A merge request that changes the list by putting one part of it in the place of another. */
export function listChange(from: string, to: string): Pick<MergeRequest, 'base' | 'head'> {
  if (!list.includes(from)) throw new Error(`the list does not hold ${from}`);
  return { base: { tls_policy: list }, head: { tls_policy: list.replace(from, () => to) } };
}
