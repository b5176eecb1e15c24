export { recogniseAction } from './recognise.ts';
