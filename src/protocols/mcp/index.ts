export { recogniseMcp } from './recognise.ts';
