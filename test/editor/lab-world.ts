import { type Lab, startLab } from '../../lab/lab';
import { createEditorFolder, type EditorFolder, writeSettings } from './editor-folder';
import { labSettings } from './settings';

/** The lab as the internet of one editor: its folder with the examples, and settings that lead to the lab. */
export interface LabWorld {
  readonly lab: Lab;
  readonly folder: EditorFolder;
  /** Stops the lab and removes the folder; the editor must have ended. */
  readonly end: () => Promise<void>;
}

/** Starts the lab, copies `examples/` and writes the settings of an editor that has the lab as its internet. */
export async function startLabWorld(): Promise<LabWorld> {
  const lab = await startLab();
  try {
    const folder = await createEditorFolder();
    await writeSettings(folder, labSettings(lab, await lab.files(folder.lab)));
    return {
      lab,
      folder,
      end: async () => {
        await lab.stop();
        await folder.remove();
      },
    };
  } catch (error) {
    await lab.stop();
    throw error;
  }
}
