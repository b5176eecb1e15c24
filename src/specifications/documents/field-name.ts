/** Dots and brackets in keys would read as structure; written as the learner does. */
export const escapeKey = (key: string): string => key.replace(/[\\.[\]{}]/g, '\\$&');
