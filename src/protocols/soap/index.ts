export { recogniseSoap } from './recognise.ts';
