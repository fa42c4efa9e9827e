/** The account and region that the local stack pretends to be in; the SDK only needs them to be well-formed. */
export const LOCAL_ACCOUNT_ID = '000000000000';
export const LOCAL_REGION = 'us-east-1';

export interface CloudFormationResource {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
}

export interface CloudFormationTemplate {
  Parameters?: Record<string, { Default?: unknown }>;
  Resources: Record<string, CloudFormationResource>;
}

/** The part of CDK's `<stack>.assets.json` that says which directory became which object in the asset bucket. */
export interface AssetManifest {
  files?: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }>;
}
