import { tokenEndpoint } from './auth/token-endpoint.ts';
import { bearerRights } from './auth/tokens.ts';
import type { RequestContext, Route } from './context.ts';
import { routes } from './routes.ts';
import { failureReply } from './wire/halo-failure.ts';
import type { Reply } from './wire/reply.ts';

/** Answers a request as HaloPSA would; `path` is below the base path, in any case. Acts on `ctx.state`. */
export function route(ctx: RequestContext, method: string, path: string): Reply {
  const lowerPath = path.toLowerCase().replace(/\/+$/, '');
  if (ctx.toggles.requireUserAgent && !ctx.headers['user-agent'])
    return { status: 401, json: { error: 'invalid_client' } };
  if (/^(?!\/api\/).*\/token$/.test(lowerPath) && method === 'POST') {
    return tokenEndpoint(ctx, lowerPath !== '/auth/token');
  }
  const onPath = routes.flatMap((candidate) => {
    const param = match(candidate.path, lowerPath);
    return param === undefined ? [] : [{ ...candidate, param }];
  });
  const found = onPath.find((candidate) => candidate.method === method);
  if (!found) return { status: onPath.length ? 405 : 404 };
  return answer({ ...ctx, param: found.param }, found);
}

function answer(ctx: RequestContext, { guard, handle, method }: Route): Reply {
  try {
    if (guard === 'anonymous') return handle(ctx);
    const rights = bearerRights(ctx.state, ctx.headers.authorization, ctx.nowMs);
    if (!rights) return { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };
    guard(rights);
    if (method === 'POST' && !/\bjson\b/i.test(ctx.headers['content-type'] ?? '')) return { status: 415 };
    return handle({ ...ctx, rights });
  } catch (error) {
    return failureReply(error, ctx.toggles);
  }
}

/** What stands for `{…}` in the pattern, empty where it has none; undefined where the path isn't the pattern's. */
function match(pattern: string, path: string): string | undefined {
  const [before = '', after] = pattern.split('{id}');
  if (after === undefined) return path === pattern ? '' : undefined;
  const param = path.startsWith(before) ? path.slice(before.length) : '';
  return param && !param.includes('/') ? param : undefined;
}
