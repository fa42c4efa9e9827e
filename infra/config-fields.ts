import * as v from 'valibot';

/** Building blocks of the stage configuration. Each message completes the sentence "Stage …, field …: expected <message>, but got …". */
export const wholeNumber = (unit: string, min: number, max: number) => {
  const expected = `a whole number of ${unit} from ${min} to ${max}`;
  return v.pipe(v.number(expected), v.integer(expected), v.minValue(min, expected), v.maxValue(max, expected));
};

export const pattern = (expected: string, regex: RegExp) => v.pipe(v.string(expected), v.regex(regex, expected));

export const yesOrNo = () => v.boolean('true or false');

export const oneOf = <const T extends readonly (string | number)[]>(values: T) =>
  v.picklist(values, `one of ${values.join(', ')}`);

export const listOf = <T extends v.GenericSchema>(item: T, expected: string) => v.optional(v.array(item, expected), []);

export const strictObject = <T extends v.ObjectEntries>(entries: T) =>
  v.strictObject(entries, ({ expected }) =>
    expected === 'never'
      ? `one of the known fields (${Object.keys(entries).join(', ')})`
      : `an object with the fields ${Object.keys(entries).join(', ')}`,
  );

const oidText = 'a LimaCharlie organization id (UUID)';
/** Lower case as in LimaCharlie's messages: the id becomes part of a secret's name, where case matters. */
export const oid = v.pipe(v.string(oidText), v.uuid(oidText), v.toLowerCase());

export const hostName = pattern(
  'a lower-case host name such as halo.example.com',
  /^(?=.{1,253}$)([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/,
);

/** @param resource how the ARN ends, after account and colon */
export const arn = (what: string, service: string, resource: RegExp) =>
  pattern(`the ARN of ${what}`, new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:${resource.source}$`));

/** A name for the API, and Route 53's zone that is to be given the name's records. */
export const customDomain = v.pipe(
  strictObject({
    name: hostName,
    /** Of a certificate in the stack's region. */
    certificateArn: arn('an ACM certificate', 'acm', /certificate\/[\w-]+/),
    /** Unset: point the name at the output `DomainTarget`. */
    hostedZone: v.optional(strictObject({ id: pattern("a hosted zone's id", /^Z[A-Z0-9]{1,31}$/), name: hostName })),
    /** AWS's own address for the API answers no more. Not before everybody calls the name: what LimaCharlie sends there is lost. */
    disableDefaultEndpoint: v.optional(yesOrNo(), false),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { name, hostedZone } = dataset.value;
    // The CDK would make records of `<name>.<zone>` without a word.
    if (hostedZone === undefined || `.${name}`.endsWith(`.${hostedZone.name}`)) return;
    addIssue({
      message: `a name within the zone ${hostedZone.name}`,
      received: `"${name}"`,
      path: [{ type: 'object', origin: 'value', input: dataset.value, key: 'name', value: name }],
    });
  }),
);
