import type { Configuration } from '../configuration';
import type { ModelCache } from '../model-cache';
import type { OpenDocuments } from '../open-document';
import type { Runtime } from '../runtime';
import type { WorkspaceFolders } from '../workspace-folders';
import { createFileTexts } from './file-texts';
import { mainCfName } from './find-main-cf';
import { createSites, type SiteMeans, type Sites } from './sites';

interface Means {
  readonly runtime: Pick<Runtime, 'findSources' | 'readSource' | 'fileRevision'>;
  readonly documents: OpenDocuments;
  readonly models: ModelCache;
  readonly configuration: () => Pick<Configuration, 'ofDocument'>;
  readonly folders: WorkspaceFolders;
  /** In milliseconds from some moment on. */
  readonly now: () => number;
  /** A file on the disk is another now. */
  readonly changed: () => void;
  readonly watch: SiteMeans['watch'];
}

/** The sites of an editor: what it has open counts as it stands there, all else as it lies on the disk. */
export function createOpenSites({ runtime, documents, models, configuration, folders, ...means }: Means): Sites {
  return createSites({
    ...means,
    texts: createFileTexts(runtime),
    openUris: () => documents.keys(),
    settingsOf: (uri) => configuration().ofDocument(uri),
    async openDocument(uri) {
      if (documents.get(uri) === undefined) return null;
      const settings = await configuration().ofDocument(uri);
      const open = documents.get(uri);
      if (open === undefined) return null;
      const model = models.modelOf(open, settings);
      const { tableType } = settings;
      return model
        ? { languageId: model.language.id, document: model.document, text: () => model.document.text, tableType }
        : { languageId: open.languageId, document: null, text: () => open.text.toString(), tableType };
    },
    async findMainCfs() {
      const found = await runtime.findSources(
        await folders.present(),
        (name) => name === mainCfName,
        new AbortController().signal,
      );
      return found.map(({ path }) => path.replaceAll('\\', '/'));
    },
  });
}
