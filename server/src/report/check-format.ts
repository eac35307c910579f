/** The formats of `check`, in the order of the help; apart from the reporters, so that the help loads none of them. */
export const checkFormats = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const;

export type CheckFormat = (typeof checkFormats)[number];
