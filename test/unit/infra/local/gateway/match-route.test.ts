import { describe, expect, test } from '@jest/globals';
import { matchRoute } from '../../../../../infra/local/gateway/match-route.ts';
import type { LocalRoute } from '../../../../../infra/local/template.ts';

const route = (routeKey: string): LocalRoute => {
  const [method = '', path = ''] = routeKey.split(' ');
  return { method, path, functionLogicalId: routeKey, authorizer: 'NONE', integrationTimeoutMs: 29_000 };
};

const ROUTES = [
  'ANY /files/{proxy+}',
  'POST /actions/{action}',
  'POST /',
  'ANY /actions/{action}',
  'POST /actions/create_ticket',
  'GET /orgs/{oid}/tickets/{id}',
  'GET /orgs/mine/tickets/{id}',
  'POST /files/a.b',
].map(route);

describe('the route of', () => {
  test.each([
    ['POST', '/', 'POST /'],
    ['POST', '/actions/create_ticket', 'POST /actions/create_ticket'],
    ['POST', '/actions/update_ticket', 'POST /actions/{action}'],
    ['GET', '/actions/update_ticket', 'ANY /actions/{action}'],
    ['GET', '/actions/create_ticket', 'ANY /actions/{action}'],
    ['GET', '/orgs/mine/tickets/7', 'GET /orgs/mine/tickets/{id}'],
    ['POST', '/files/a.b', 'POST /files/a.b'],
    ['POST', '/files/axb', 'ANY /files/{proxy+}'],
    ['POST', '/files/a/b/c', 'ANY /files/{proxy+}'],
  ])('%s %s is %s', (method, path, expected) => {
    expect(matchRoute(ROUTES, method, path)?.route.functionLogicalId).toBe(expected);
    expect(matchRoute(ROUTES.toReversed(), method, path)?.route.functionLogicalId).toBe(expected);
  });

  test.each([
    ['GET', '/'],
    ['POST', ''],
    ['POST', '//'],
    ['POST', '/actions'],
    ['POST', '/actions/'],
    ['POST', '/actions/create_ticket/'],
    ['POST', '/actions/create_ticket/more'],
    ['POST', '/prefix/actions/create_ticket'],
    ['POST', '/files/'],
    ['post', '/'],
  ])('%s "%s" is none', (method, path) => {
    expect(matchRoute(ROUTES, method, path)).toBeUndefined();
  });
});

describe('the path parameters of', () => {
  test.each([
    ['/actions/foo', { action: 'foo' }],
    ['/actions/foo%20bar', { action: 'foo bar' }],
    ['/actions/%zz', { action: '%zz' }],
    ['/actions/%2F', { action: '/' }],
    ['/files/a/b', { proxy: 'a/b' }],
    ['/', undefined],
  ])('%s are %j', (path, expected) => {
    expect(matchRoute(ROUTES, 'POST', path)?.pathParameters).toEqual(expected);
  });

  test('a path with two are both', () => {
    expect(matchRoute(ROUTES, 'GET', '/orgs/a/tickets/7')?.pathParameters).toEqual({ oid: 'a', id: '7' });
  });
});
