import type { z } from 'zod';
import type * as catalogue from './schemas/catalogue.ts';
import type * as view from './schemas/views.ts';

/** Answers as handlers build them: the model's records are readonly, so everything is. */
export type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
type Shape<S extends z.ZodType> = DeepReadonly<z.output<S>>;

export type ApiCoverage = Shape<typeof catalogue.ApiCoverage>;
export type DataClassRow = Shape<typeof catalogue.DataClassRow>;
export type DataClassPlace = Shape<typeof catalogue.DataClassPlace>;
export type EndpointRow = Shape<typeof view.EndpointRow>;
export type FindingRow = Shape<typeof view.FindingRow>;
export type ActorRow = Shape<typeof view.ActorRow>;
export type MitigationRow = Shape<typeof view.MitigationRow>;
export type TransactionRow = Shape<typeof view.TransactionRow>;
export type ApiRow = Shape<typeof view.ApiRow>;
export type RuleRow = Shape<typeof view.RuleRow>;
export type Traffic = Shape<typeof view.Traffic>;
export type TrafficPoint = Shape<typeof view.TrafficPoint>;
export type Figure = Shape<typeof view.Figure>;
export type NextAction = Shape<typeof view.NextAction>;
export type Overview = Shape<typeof view.Overview>;
export type Explanation = Shape<typeof view.Explanation>;
export type Exhibit = Shape<typeof view.Exhibit>;
export type Stage = Shape<typeof view.Stage>;
export type SignalStory = Shape<typeof view.SignalStory>;
export type RuleStory = Shape<typeof view.RuleStory>;
export type ActorEvent = Shape<typeof view.ActorEvent>;
export type Statement = Shape<typeof view.Statement>;
export type BlockPreview = Shape<typeof view.BlockPreview>;
export type Status = Shape<typeof view.Status>;
