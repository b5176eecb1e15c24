export { recogniseXmlRpc } from './recognise.ts';
