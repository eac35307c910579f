/** One run of the probe command, from the request to its answer. */
export interface ProbeSession {
  /** Aborts when the document is closed, the server stops, or a new probe takes the place of an open question. */
  readonly signal: AbortSignal;
  /** From now on only a person's answer is missing; a new probe of the same entry may take over. */
  asking(): void;
  end(): void;
}

/** Knows which entries are being probed, so that none is probed twice at the same time. */
export interface ProbeRegistry {
  /** Null while the same entry is being probed. An unanswered question about it is withdrawn instead. */
  open(uri: string, key: string): ProbeSession | null;
  closeDocument(uri: string): void;
  closeAll(): void;
}

interface Running {
  readonly uri: string;
  readonly abort: AbortController;
  asking: boolean;
}

export function createProbeRegistry(): ProbeRegistry {
  const sessions = new Map<string, Running>();

  function close(matches: (session: Running) => boolean): void {
    for (const session of sessions.values()) if (matches(session)) session.abort.abort();
  }

  return {
    open(uri, key) {
      const id = `${uri}\n${key}`;
      const earlier = sessions.get(id);
      if (earlier && !earlier.asking) return null;
      earlier?.abort.abort();
      const session: Running = { uri, abort: new AbortController(), asking: false };
      sessions.set(id, session);
      return {
        signal: session.abort.signal,
        asking: () => {
          session.asking = true;
        },
        end: () => {
          // A later session may have taken the place.
          if (sessions.get(id) === session) sessions.delete(id);
        },
      };
    },
    closeDocument: (uri) => close((session) => session.uri === uri),
    closeAll: () => close(() => true),
  };
}
