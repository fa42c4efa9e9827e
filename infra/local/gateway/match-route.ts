import type { LocalRoute } from '../template.ts';

export interface RouteMatch {
  route: LocalRoute;
  /** Decoded; undefined for a route without parameters, as in the event. */
  pathParameters?: Record<string, string>;
}

/**
 * Picks the route of a request as HTTP APIs do: the most specific one wins, segment by segment (`create_ticket` over
 * `{action}` over `{proxy+}`), a route for the very method over `ANY`. A path that differs by a trailing slash is another path.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function matchRoute(routes: LocalRoute[], method: string, path: string): RouteMatch | undefined {
  const [best] = routes
    .filter((route) => route.method === method || route.method === 'ANY')
    .flatMap((route) => matchPath(route, path) ?? [])
    .sort((a, b) => (specificity(a.route) < specificity(b.route) ? 1 : -1));
  return best;
}

function matchPath(route: LocalRoute, path: string): RouteMatch | undefined {
  const names: string[] = [];
  const pattern = route.path.replace(/\{([^}+]+)(\+?)\}|[^{]+/g, (text, name: string | undefined, greedy: string) => {
    if (name === undefined) return text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
    names.push(name);
    return greedy ? '(.+)' : '([^/]+)';
  });
  const found = new RegExp(`^${pattern}$`).exec(path);
  if (!found) return undefined;
  if (names.length === 0) return { route };
  return {
    route,
    pathParameters: Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? '')])),
  };
}

/** One character a segment, so that comparing as text compares segment by segment; the method's own character comes last. */
function specificity({ path, method }: LocalRoute): string {
  const segments = path
    .split('/')
    .map((segment) => (segment.endsWith('+}') ? '0' : segment.startsWith('{') ? '1' : '2'));
  return segments.join('') + (method === 'ANY' ? '0' : '1');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
