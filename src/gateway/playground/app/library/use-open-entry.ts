import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { LIBRARY } from '../components/pane-titles.ts';
import { hidePane } from '../components/panes.ts';
import { readSoundDocument, type SoundDocument } from '../documents/sound-document.ts';
import { loadPublicSchema } from '../documents/use-public-schema.ts';
import { readBeginnings } from './beginnings.ts';
import type { LibraryEntry } from './entry.ts';
import { firstVariables } from './first-variables.ts';

/** Opens a document in a new tab; null until the editors are there to take it. */
export function useOpenEntry(): ((entry: LibraryEntry) => Promise<void>) | null {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const { addTab, setOperationFacts } = useGraphiQLActions();
  if (!queryEditor || !variableEditor) return null;
  return async ({ text }) => {
    const sound = readSoundDocument(await loadPublicSchema(), text, null);
    const variables = sound ? await startingVariables(sound) : '';
    addTab();
    queryEditor.setValue(text);
    variableEditor.setValue(variables);
    // GraphiQL looks a moment later; a run until then would name the operation of the tab before.
    setOperationFacts(factsOf(sound));
    // There the library hides the editors.
    if (matchMedia('(width < 820px)').matches) hidePane(LIBRARY);
    queryEditor.focus();
  };
}

/** JSON text; empty where a document needs none. Asks the server only for documents that need some. */
async function startingVariables(sound: SoundDocument): Promise<string> {
  const isNeeding = Object.keys(firstVariables(sound, {})).length > 0;
  return isNeeding ? JSON.stringify(firstVariables(sound, await readBeginnings()), null, 2) : '';
}

const factsOf = (sound: SoundDocument | null) =>
  sound
    ? {
        documentAST: sound.document,
        operationName: sound.operation.name?.value ?? '',
        operations: [sound.operation],
      }
    : {};
