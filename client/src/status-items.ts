import { type DocumentSelector, type LanguageStatusItem, languages, type TextDocument, type Uri, window } from 'vscode';

/** Items behind the `{}` of the status bar that tell about the document in front. */
export interface StatusItems {
  readonly items: readonly LanguageStatusItem[];
  /** Asks the server anew, if the document is the one in front. */
  readonly refresh: (document: TextDocument | Uri | undefined) => Promise<void>;
  dispose(): void;
}

/** @param ask resolves to null where nothing is known of the document. */
export function createStatusItems<T>(
  items: readonly LanguageStatusItem[],
  ask: (uri: Uri) => Promise<T | null>,
  show: (answer: T) => void,
): StatusItems {
  return {
    items,
    async refresh(document) {
      const uri = document && 'uri' in document ? document.uri : document;
      const isInFront = () => window.activeTextEditor?.document.uri.toString() === uri?.toString();
      if (uri === undefined || !isInFront()) return;
      const answer = await ask(uri);
      // Another one may have come to the front while the server answered.
      if (answer !== null && isInFront()) show(answer);
    },
    dispose() {
      for (const item of items) item.dispose();
    },
  };
}

/** An item that has only its name until something is known. */
export function createStatusItem(
  id: string,
  name: string,
  selector: DocumentSelector,
  command: NonNullable<LanguageStatusItem['command']>,
): LanguageStatusItem {
  const item = languages.createLanguageStatusItem(id, selector);
  item.name = name;
  item.text = name;
  item.command = command;
  return item;
}
