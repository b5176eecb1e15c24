export { toOpenApi, type OpenApiDocument } from './document.ts';
