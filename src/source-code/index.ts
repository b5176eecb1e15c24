export { type DeclaredRoute, type FrameworkId } from './declared-route.ts';
export { findDeclaredRoutes, type SourceOptions, type SourceReport } from './find.ts';
export { compareRoutes, type OtherRoute, type RouteComparison, type RouteRow } from './compare.ts';
