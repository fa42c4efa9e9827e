import type { Toggles } from '../toggles.ts';
import type { Reply } from './reply.ts';

type Shape = Exclude<Toggles['errorShape'], 'natural'>;

/** HaloPSA refuses in words: a business rule, a missing record, a permission. `shape` is the documented one for this refusal. */
export class HaloFailure extends Error {
  readonly status: number;
  readonly shape: Shape;
  constructor(status: number, message: string, shape: Shape = 'exception') {
    super(message);
    this.status = status;
    this.shape = shape;
  }
}

/** ASP.NET couldn't bind the request to its model: a map of member path to messages, whatever the tenant's error shape. */
export class BindingFailure extends Error {
  readonly errors: Record<string, string[]>;
  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.errors = { [path]: [message] };
  }
}

const SHAPES: Record<Shape, (message: string, status: number) => Omit<Reply, 'status'>> = {
  exception: (message) => ({
    json: {
      ClassName: 'System.Exception',
      Message: message,
      Data: null,
      InnerException: null,
      HelpURL: null,
      StackTraceString: null,
      HResult: -2146233088,
      Source: null,
    },
  }),
  message: (message) => ({ json: { Message: message } }),
  lowercase: (message) => ({ json: { message } }),
  error: (message) => ({ json: { error: message } }),
  'result-code': (message, status) => ({ json: { resultCode: status, errorMessage: message } }),
  text: (message) => ({ text: message }),
  quoted: (message) => ({ json: message }),
  html: (message) => ({
    text: `<!DOCTYPE html><html><body><h1>Error</h1><p>${message}</p></body></html>`,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  }),
  empty: () => ({}),
};

/** The reply for a failure that a handler threw; anything else is a defect of the simulator and is thrown again. */
export function failureReply(error: unknown, toggles: Pick<Toggles, 'errorShape'>): Reply {
  if (error instanceof BindingFailure) return { status: 400, json: error.errors };
  if (!(error instanceof HaloFailure)) throw error;
  // Permission failures have an empty body on every tenant that was looked at, so there are no words to dress.
  const shape = toggles.errorShape === 'natural' || error.shape === 'empty' ? error.shape : toggles.errorShape;
  return { status: error.status, ...SHAPES[shape](error.message, error.status) };
}
