import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ComponentType } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { ApiProblem, call } from './api/client.ts';
import type { Session } from './api/types.gen.ts';
import { NotFound } from './pages/not-found.tsx';
import { SignIn, SigningIn, Unreachable, useSignInLink } from './pages/sign-in.tsx';
import { Shell } from './shell/shell.tsx';
import { Boundary } from './ui/boundary.tsx';
import { Skeleton } from './ui/states.tsx';

/** A page is its own file to load, by the name it exports. */
const page = <Name extends string>(load: () => Promise<Readonly<Record<Name, ComponentType>>>, name: Name) =>
  lazy(() => load().then((module) => ({ default: module[name] })));

const ROUTES = [
  ['/', page(() => import('./pages/now/page.tsx'), 'NowPage')],
  ['/inventory', page(() => import('./pages/inventory/page.tsx'), 'InventoryPage')],
  ['/apis/:id', page(() => import('./pages/api/page.tsx'), 'ApiPage')],
  ['/specifications/:id', page(() => import('./pages/specification/page.tsx'), 'SpecificationPage')],
  ['/endpoints/:id', page(() => import('./pages/endpoint/page.tsx'), 'EndpointPage')],
  ['/findings', page(() => import('./pages/findings/page.tsx'), 'FindingsPage')],
  ['/findings/:id', page(() => import('./pages/finding/page.tsx'), 'FindingPage')],
  ['/threats', page(() => import('./pages/threats/page.tsx'), 'ThreatsPage')],
  ['/actors/:id', page(() => import('./pages/actor/page.tsx'), 'ActorPage')],
  ['/explore', page(() => import('./pages/explore/page.tsx'), 'ExplorePage')],
  ['/requests/:id', page(() => import('./pages/request/page.tsx'), 'RequestPage')],
  ['/protect', page(() => import('./pages/protect/page.tsx'), 'ProtectPage')],
  ['/responses/:id', page(() => import('./pages/response/page.tsx'), 'ResponsePage')],
  ['/rules/:id', page(() => import('./pages/rule/page.tsx'), 'RulePage')],
  ['/system', page(() => import('./pages/system/page.tsx'), 'SystemPage')],
] as const;

/** Who is signed in: a session, null for nobody, or a problem with asking. */
function useSession(enabled: boolean) {
  return useQuery<Session | null>({
    queryKey: ['session'],
    queryFn: () =>
      call('session', {}).catch((problem: unknown) => {
        if (problem instanceof ApiProblem && problem.status === 401) return null;
        throw problem;
      }),
    enabled,
    retry: (_count, problem) => problem instanceof ApiProblem && problem.status === 0,
    retryDelay: 3_000,
  });
}

function Pages() {
  const [pathname] = useLocation();
  return (
    <Boundary key={pathname}>
      <Suspense fallback={<Skeleton lines={12} />}>
        <Switch>
          {ROUTES.map(([path, Page]) => (
            <Route key={path} path={path}>
              <Page />
            </Route>
          ))}
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </Boundary>
  );
}

export function App() {
  const link = useSignInLink();
  const session = useSession(!link.busy);
  if (link.busy) return <SigningIn />;
  if (session.data === null) return <SignIn problem={link.problem} />;
  if (session.data === undefined) {
    return session.failureReason === null ? null : (
      <Unreachable problem={session.failureReason} retry={() => void session.refetch()} />
    );
  }
  return (
    <Shell session={session.data}>
      <Pages />
    </Shell>
  );
}
