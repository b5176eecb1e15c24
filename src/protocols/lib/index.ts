export * from './spoken.ts';
export { saysUnknown } from './unknown.ts';
export { childOf, elementValue, readXml, type XmlElement } from './xml.ts';
