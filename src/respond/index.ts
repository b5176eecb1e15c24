export * from './block-page.ts';
