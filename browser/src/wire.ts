// What page and worker say to each other.

export interface Failure {
  code: string;
  message: string;
  what_to_do: string;
}

export interface Progress {
  /** 0: the file is read; 1: messages are read; 2: written; 3: attachments are written. */
  step: number;
  done: number;
  total: number;
}

export type Request = { id: number } & (
  | { do: 'start'; module: WebAssembly.Module }
  | { do: 'open'; file: Blob | ArrayBuffer }
  | { do: 'hash' }
  | { do: 'columns' }
  | { do: 'keep'; bytes: ArrayBuffer }
  | { do: 'drop'; number: number }
  | { do: 'black-out'; number: number; options: unknown }
  | { do: 'read' | 'page' | 'search' | 'spans' | 'suggest' | 'notice' | 'attachment' | 'submit' | 'note' | 'screenshots'; options: unknown }
);

export interface Answer {
  id: number;
  json?: unknown;
  bytes?: Uint8Array<ArrayBuffer>;
  failure?: Failure;
  /** What is wrong with a file of which a part could be read. */
  damage?: Failure;
  progress?: Progress;
}

export interface Loss {
  code: string;
  count: number;
}

export interface Participant {
  name: string;
  n_messages: number;
  name_source: string;
}

/** The head of an export, as `zegel_read` answers it. */
export interface Head {
  conversation: {
    platform: string;
    title: string | null;
    participants: Participant[];
    date_order: string;
    date_order_certainty: 'certain' | 'inferred' | 'ambiguous';
  };
  losses: Loss[];
  messages: number;
  not_understood: number;
  first_at: string | null;
  last_at: string | null;
  damaged: string | null;
  senders: string[];
  files: { name: string; media_type: string; size_bytes: number; intact: boolean }[];
  days: [date: string, first: number, n: number][];
}

/** One message to show. */
export interface Shown {
  position: number;
  at: string;
  sender: number | null;
  kind: string;
  text: string;
  n_chars?: number;
  attachments?: { name: string | null; present: boolean; index: number | null }[];
  edited?: boolean;
  location?: [string, string];
}

/** What will be sent, as `zegel_submit` says it. */
export interface Told {
  id: string;
  n_messages: number;
  n_kept: number;
  n_redacted: number;
  n_files: number;
  file_bytes: number;
  n_senders_still_showing: number;
  damaged: string | null;
  title: string | null;
  participants: Participant[];
  files: { name: string; media_type: string; size_bytes: number; n_redacted_regions?: number }[];
  not_kept_ground: { code: string; label: string } | null;
  root: string;
}
