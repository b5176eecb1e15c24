import {
  keepPreviousData,
  QueryClient,
  QueryCache,
  MutationCache,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { ApiProblem, call, type Answer, type CallId, type Input } from './client.ts';

/** A lost session is one fact for the whole page: every 401 clears it, and the sign-in page takes over. */
const onProblem = (problem: Error): void => {
  if (problem instanceof ApiProblem && problem.status === 401) client.setQueryData(['session'], null);
};

/** Data stays until live events or a person refresh it: nothing changes under the reader by itself. */
export const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: onProblem }),
  mutationCache: new MutationCache({ onError: onProblem }),
  defaultOptions: {
    queries: { retry: false, staleTime: Infinity, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

interface Options {
  readonly enabled?: boolean;
  /** Asked again so often while the tab is visible. */
  readonly everyMs?: number;
}

/** One call as a query. `input` is asked at each fetch, since it may hold moving instants; `key` tells one question from another. */
export function useCall<Id extends CallId>(
  id: Id,
  input: () => Input<Id>,
  key: readonly unknown[],
  options: Options = {},
) {
  return useQuery<Answer<Id>, ApiProblem>({
    queryKey: [id, ...key],
    queryFn: ({ signal }) => call(id, input(), signal),
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  });
}

type PagedId = {
  [Id in CallId]: Answer<Id> extends { readonly rows: readonly unknown[]; readonly next: string | null } ? Id : never;
}[CallId];
export type RowOf<Id extends PagedId> = Answer<Id>['rows'][number];

const PAGE_ROWS = 200;

/** A list by cursor. `asOf` is when the list was taken: a new one takes it anew. */
export function usePages<Id extends PagedId>(
  id: Id,
  query: Omit<NonNullable<QueryOf<Id>>, 'limit' | 'after'>,
  asOf: number,
) {
  return useInfiniteQuery({
    queryKey: [id, 'pages', query, asOf],
    queryFn: ({ pageParam, signal }) =>
      call(
        id,
        {
          query: { ...query, limit: PAGE_ROWS, ...(pageParam === '' ? {} : { after: pageParam }) },
        } as unknown as Input<Id>,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}
type QueryOf<Id extends CallId> = Input<Id> extends { readonly query: infer Query } ? Query : never;
export type Pages<Id extends PagedId> = ReturnType<typeof usePages<Id>>;
