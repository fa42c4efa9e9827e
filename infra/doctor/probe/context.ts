import { DEFAULT_NOTE_OUTCOME } from '../../../lib/action/config/org-config.ts';
import type { HaloRecord } from '../../../lib/halopsa/api.ts';
import { unwrapPage, unwrapRecord } from '../../../lib/halopsa/reply-shapes.ts';
import { createTransport } from '../../../lib/halopsa/transport.ts';
import { DOCTOR_OID, type DoctorDeps, newDelivery } from '../connect.ts';
import type { DoctorOptions } from '../options.ts';
import { type Act, createAct } from './act.ts';
import { type AssetLists, type AssetType, chooseAssetType } from './choose-asset-type.ts';
import type { MadeRecord } from './leftover.ts';
import { newRunTag } from './tag.ts';

/** What a run needs to make records, and which it has made. */
export interface ProbeContext {
  act: Act;
  testClientId?: number;
  /** @throws ExtensionError `not_found` */
  client(id: number): Promise<HaloRecord>;
  /** @throws ExtensionError `not_found` where none is visible */
  assetType(): Promise<AssetType>;
  noteOutcome: string;
  /** Begins the name of every record of this run. */
  tag: string;
  /** Everything that was made, for its removal. */
  made: MadeRecord[];
}

export async function createProbeContext(
  { testClientId, assetTypeId }: Pick<DoctorOptions, 'testClientId' | 'assetTypeId'>,
  deps: DoctorDeps,
): Promise<ProbeContext> {
  const { defaults } = await deps.policyOf(DOCTOR_OID);
  return {
    act: createAct(deps),
    testClientId,
    client: (id) => getClient(id, deps),
    assetType: () => chooseAssetType(assetTypeId ?? defaults.default_asset_type_id, listsOf(deps)),
    noteOutcome: defaults.note_outcome ?? DEFAULT_NOTE_OUTCOME,
    tag: newRunTag(),
    made: [],
  };
}

const listsOf = (deps: DoctorDeps): AssetLists => ({
  types: async () => (await deps.halo().lists.assetTypes()).rows,
  async assets() {
    const send = createTransport(newDelivery(deps), deps);
    const query = { pageinate: true, page_no: 1, page_size: 5 };
    return unwrapPage(await send({ method: 'GET', path: '/Asset', scope: 'read:assets', query }), 'assets').rows;
  },
});

async function getClient(id: number, deps: DoctorDeps): Promise<HaloRecord> {
  const send = createTransport(newDelivery(deps), deps);
  return unwrapRecord(await send({ method: 'GET', path: `/Client/${id}`, scope: 'read:customers' }), 'clients', 'read');
}
