import { type Lab, type LabOptions, startLab } from '../../lab/lab';
import { createEditorFolder, type EditorFolder, type Settings, writeSettings } from './editor-folder';
import { labSettings } from './settings';

/** The lab as the internet of one editor: its folder with the examples, and settings that lead to the lab. */
export interface LabWorld {
  readonly lab: Lab;
  readonly folder: EditorFolder;
  /** Puts another lab in the place of the one that runs, at the same addresses: the internet changes while the editor is open. */
  readonly changeLab: (options: LabOptions) => Promise<void>;
  /** Takes the internet away from the editor. */
  readonly stopLab: () => Promise<void>;
  /** Stops the lab and removes the folder; the editor must have ended. */
  readonly end: () => Promise<void>;
}

/**
 * Starts the lab, copies `examples/` and writes the settings of an editor that has the lab as its internet, together
 * with more settings of the person's, and of the machine.
 */
export async function startLabWorld(
  settings: Settings = {},
  ofMachine: Settings = {},
  options: LabOptions = {},
): Promise<LabWorld> {
  let lab = await startLab(options);
  let stopping: Promise<void> | undefined;
  const stopLab = (): Promise<void> => (stopping ??= lab.stop());
  try {
    const folder = await createEditorFolder();
    await writeSettings(folder, settings, {
      ...labSettings(lab, await lab.files(folder.lab)),
      ...ofMachine,
    });
    return {
      get lab() {
        return lab;
      },
      folder,
      changeLab: async (other) => {
        const { resolver, socks } = lab;
        await stopLab();
        lab = await startLab({ ...other, dnsPort: resolver.port, socksPort: socks.port });
        stopping = undefined;
        await lab.files(folder.lab);
      },
      stopLab,
      end: async () => {
        await stopLab();
        await folder.remove();
      },
    };
  } catch (error) {
    await stopLab();
    throw error;
  }
}
