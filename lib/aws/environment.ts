import * as v from 'valibot';

const schema = v.object({
  AWS_REGION: v.string(),
  AWS_ACCESS_KEY_ID: v.string(),
  AWS_SECRET_ACCESS_KEY: v.string(),
  AWS_SESSION_TOKEN: v.optional(v.string()),
  AWS_MAX_ATTEMPTS: v.fallback(v.optional(v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(1))), undefined),
});

export interface AwsEnvironment {
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** Undefined: as many as the service is usually given. */
  maxAttempts: number | undefined;
}

/**
 * What Lambda hands a function to call AWS with, its role's credentials among it: they stand there for as long as the process lives.
 *
 * @throws Error where this is no Lambda and nobody plays one; it names the variables, and no value
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function readAwsEnvironment(env: NodeJS.ProcessEnv): AwsEnvironment {
  const result = v.safeParse(schema, env);
  if (!result.success)
    throw new Error(
      `The environment to call AWS in is wrong: ${result.issues.map((issue) => v.getDotPath(issue)).join(', ')}`,
    );
  const found = result.output;
  return {
    region: found.AWS_REGION,
    credentials: {
      accessKeyId: found.AWS_ACCESS_KEY_ID,
      secretAccessKey: found.AWS_SECRET_ACCESS_KEY,
      // Beside keys that last, a variable that is there and empty is no token.
      ...(found.AWS_SESSION_TOKEN && { sessionToken: found.AWS_SESSION_TOKEN }),
    },
    maxAttempts: found.AWS_MAX_ATTEMPTS,
  };
}
