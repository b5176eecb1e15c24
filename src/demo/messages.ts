/** What the demo's child process and its parent say to each other. */
export type FromDemo = { readonly type: 'listening'; readonly port: number };
export type ToDemo = { readonly type: 'gateway'; readonly url: string };
