import { readFileSync } from 'node:fs';
import {
  classifyValue,
  DATA_CLASSES,
  readOwnClasses,
  severityOf,
  type Classify,
  type DataClass,
} from '../inventory/index.ts';
import { CodedError } from '../model/index.ts';

/** The built-in classes, and before them those of the file if one is given. Errors: SP1301–SP1303. */
export const classifierOf = (file: string | undefined): Classify =>
  file === undefined ? classifyValue : readOwnClasses(readText(file), file).classify;

export interface DataClassInfo {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly severity: string;
  readonly own: boolean;
}

/** Every class that is told, own ones first. Errors: SP1301–SP1303. */
export function dataClassInfos(file: string | undefined): readonly DataClassInfo[] {
  const own = file === undefined ? [] : readOwnClasses(readText(file), file).classes;
  const infoOf = (dataClass: DataClass, isOwn: boolean): DataClassInfo => ({
    id: dataClass.id,
    title: dataClass.title,
    category: dataClass.category,
    severity: severityOf(dataClass),
    own: isOwn,
  });
  return [...own.map((one) => infoOf(one, true)), ...DATA_CLASSES.map((one) => infoOf(one, false))];
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CodedError('SP1301', `${file}: ${(cause as Error).message}`, { cause });
  }
}
