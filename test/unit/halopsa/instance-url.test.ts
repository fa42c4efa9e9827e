import { describe, expect, test } from '@jest/globals';
import { ExtensionError } from '../../../lib/errors.ts';
import { parseHaloUrl } from '../../../lib/halopsa/instance-url.ts';

const policy = { allowedHosts: new Set(['psa.example.com']), allowLoopbackHttp: false };
const loopback = { ...policy, allowLoopbackHttp: true };

function refusalOf(text: string, allow = policy): ExtensionError {
  try {
    parseHaloUrl(text, 'instance_url', allow);
  } catch (thrown) {
    return thrown as ExtensionError;
  }
  throw new Error(`${text} was accepted`);
}

describe('an address that may get credentials', () => {
  test.each([
    ['https://northwind.halopsa.com', 'https://northwind.halopsa.com/'],
    ['https://northwind.haloitsm.com', 'https://northwind.haloitsm.com/'],
    ['https://northwind.haloservicedesk.com', 'https://northwind.haloservicedesk.com/'],
    ['https://a.b.halopsa.com', 'https://a.b.halopsa.com/'],
    ['https://NORTHWIND.HaloPSA.com', 'https://northwind.halopsa.com/'],
    ['https://northwind.halopsa.com:443', 'https://northwind.halopsa.com/'],
    ['https://northwind.halopsa.com///', 'https://northwind.halopsa.com/'],
    ['https://northwind.halopsa.com/api', 'https://northwind.halopsa.com/'],
    ['https://northwind.halopsa.com/API/', 'https://northwind.halopsa.com/'],
    ['https://psa.example.com', 'https://psa.example.com/'],
    ['https://psa.example.com/halo', 'https://psa.example.com/halo'],
    ['https://psa.example.com/halo/api/', 'https://psa.example.com/halo'],
  ])('%s', (text, href) => {
    expect(parseHaloUrl(text, 'instance_url', policy).href).toBe(href);
  });

  test.each([
    'http://127.0.0.1:9090',
    'http://localhost:9090',
    'http://[::1]:9090',
    'http://127.1:9090',
    'https://127.0.0.1:9090',
  ])('%s, where the local stack permits it', (text) => {
    expect(parseHaloUrl(text, 'instance_url', loopback).port).toBe('9090');
  });
});

describe('an address that is refused', () => {
  test.each([
    ['', 'it is not a URL'],
    ['northwind', 'it is not a URL'],
    ['northwind.halopsa.com', 'it is not a URL'],
    ['https://north wind.halopsa.com', 'it is not a URL'],
    ['https:\\\\northwind.halopsa.com', 'it is not a URL'],
    ['https://north\twind.halopsa.com', 'it is not a URL'],
    ['http://northwind.halopsa.com', 'it is not https'],
    ['ftp://northwind.halopsa.com', 'it is not https'],
    ['file:///etc/passwd', 'it is not https'],
    ['https://northwind.halopsa.com:8443', 'it names a port other than 443'],
    ['https://user@northwind.halopsa.com', 'it carries a user name or password'],
    ['https://:pass@northwind.halopsa.com', 'it carries a user name or password'],
    ['https://northwind.halopsa.com@evil.example', 'it carries a user name or password'],
    ['https://northwind.halopsa.com?x=1', 'it carries a query or fragment'],
    ['https://northwind.halopsa.com#x', 'it carries a query or fragment'],
    ['https://93.184.216.34', 'it is an IP address, not a host name'],
    ['https://1572395042', 'it is an IP address, not a host name'],
    ['https://0x5db8d822', 'it is an IP address, not a host name'],
    ['https://0135.0270.0330.042', 'it is an IP address, not a host name'],
    ['https://[::1]', 'it is an IP address, not a host name'],
    ['https://[::ffff:169.254.169.254]', 'it is an IP address, not a host name'],
    ['https://169.254.169.254', 'it is an IP address, not a host name'],
    ['http://127.0.0.1:9090', 'it points to this machine'],
    ['http://localhost', 'it points to this machine'],
    ['http://[::1]', 'it points to this machine'],
    ['https://localhost', 'its host is not under'],
    ['https://127.0.0.1', 'it is an IP address, not a host name'],
    ['https://127.0.0.1:9090', 'it names a port other than 443'],
    ['https://halopsa.com', 'its host is not under'],
    ['https://.halopsa.com', 'its host is not under'],
    ['https://north..wind.halopsa.com', 'its host is not under'],
    ['https://evil.example;.halopsa.com', 'its host is not under'],
    ['https://evilhalopsa.com', 'its host is not under'],
    ['https://halopsa.com.evil.example', 'its host is not under'],
    ['https://northwind.halopsa.com.', 'its host is not under'],
    ['https://sub.psa.example.com', 'its host is not under'],
    ['https://northwind.hal\u043epsa.com', 'its host is not under'],
  ])('%j, since %s', (text, why) => {
    expect(refusalOf(text)).toMatchObject({
      code: 'credentials_invalid',
      message: expect.stringContaining(`\`instance_url\` in the secret is refused: ${why}`),
    });
  });

  test.each(['http://192.168.1.1:9090', 'http://northwind.halopsa.com', 'ftp://127.0.0.1', 'https://10.0.0.1'])(
    '%s even where plain http to this machine is permitted',
    (text) => {
      expect(refusalOf(text, loopback).code).toBe('credentials_invalid');
    },
  );

  test('is not repeated in the error, which may reach a log', () => {
    const error = refusalOf('https://user:hunter2-canary@northwind.halopsa.com');
    expect(`${error.message} ${error.hint}`).not.toContain('hunter2-canary');
  });

  test('is named by the secret member that holds it', () => {
    expect(() => parseHaloUrl('x', 'auth_url', policy)).toThrow('`auth_url` in the secret is refused');
    expect(() => parseHaloUrl('x', 'auth_url', policy)).toThrow(ExtensionError);
  });
});
