import { type Asset, type Seed, UNASSIGNED_AGENT_ID } from './types.ts';

/** The API application of the default seed; the local stack puts these values into its HaloPSA secret. */
export const SIMULATOR_CREDENTIALS = {
  tenant: 'northwind',
  client_id: '3f1c0c5e-0b7e-4f5b-9b1a-0d7f5a2e9c11',
  client_secret: '6d2f0a34-52c1-4f0e-8f5b-7d0a3b1c9e55-9b7e1c20-4a3d-4d6f-a1f2-c0d9e8b7a655',
} as const;

const WORKSTATION = 7;
const SERVER = 8;

/** One fictional managed service provider. Ids are those of the documented sample payloads, so that examples run against it. */
export function defaultSeed(): Seed {
  return {
    oauth: { ...SIMULATOR_CREDENTIALS, allowed_scopes: ['all'], role_scopes: ['all'], agent_id: 7 },
    next_ticket_id: 2884,
    default_client_id: 1,
    clients: [
      { id: 1, name: 'Unknown', inactive: false },
      { id: 12, name: 'Northwind Dental', inactive: false },
      { id: 13, name: 'Contoso Logistics', inactive: false },
      { id: 14, name: 'Fabrikam Manufacturing', inactive: false },
      { id: 15, name: 'Tailspin Toys', inactive: true },
    ],
    sites: [
      { id: 1, name: 'Unknown', client_id: 1, inactive: false },
      { id: 18, name: 'Main', client_id: 12, inactive: false },
      { id: 20, name: 'Head Office', client_id: 13, inactive: false },
      { id: 19, name: 'Depot', client_id: 13, inactive: false },
      { id: 21, name: 'Plant', client_id: 14, inactive: false },
      { id: 22, name: 'Old Warehouse', client_id: 13, inactive: true },
    ],
    users: [
      { id: 41, name: 'Dana Hale', site_id: 18 },
      { id: 42, name: 'Marcus Bell', site_id: 20 },
    ],
    agents: [
      { id: UNASSIGNED_AGENT_ID, name: 'Unassigned', email: '', team: '' },
      { id: 7, name: 'Sam Okoro', email: 'sam.okoro@msp.example', team: 'SOC' },
      { id: 8, name: 'Priya Nair', email: 'priya.nair@msp.example', team: 'SOC' },
      { id: 9, name: 'Lee Chen', email: 'lee.chen@msp.example', team: '1st Line Support' },
    ],
    teams: [
      { id: 1, name: '1st Line Support' },
      { id: 2, name: 'SOC' },
    ],
    statuses: [
      { id: 1, name: 'New', closed: false },
      { id: 2, name: 'In Progress', closed: false },
      { id: 4, name: 'With User', closed: false },
      { id: 9, name: 'Closed', closed: true },
    ],
    priorities: [
      { priorityid: 1, slaid: 1, name: 'Critical' },
      { priorityid: 2, slaid: 1, name: 'High' },
      { priorityid: 3, slaid: 1, name: 'Medium' },
      { priorityid: 4, slaid: 1, name: 'Low' },
      { priorityid: 5, slaid: 2, name: 'Gold' },
    ],
    ticket_types: [
      { id: 1, name: 'Incident', sla_id: 1, priority_id: 3, team: '1st Line Support', mandatory: [] },
      { id: 2, name: 'Service Request', sla_id: 1, priority_id: 4, team: '1st Line Support', mandatory: [] },
      {
        id: 3,
        name: 'Security Incident',
        sla_id: 1,
        priority_id: 2,
        team: 'SOC',
        mandatory: ['details', 'category_1'],
      },
    ],
    outcomes: [
      { id: 2, name: 'Email User', hiddenfromuser: false, available: true },
      { id: 3, name: 'Public Note', hiddenfromuser: false, available: true },
      { id: 4, name: 'Private Note', hiddenfromuser: true, available: true },
      { id: 5, name: 'Resolved', hiddenfromuser: false, available: true },
      { id: 6, name: 'Approve', hiddenfromuser: true, available: false },
      { id: 7, name: 'Note', hiddenfromuser: true, available: true },
    ],
    asset_types: [
      { id: WORKSTATION, name: 'Workstation', key_field_ids: [101, 102, 103] },
      { id: SERVER, name: 'Server', key_field_ids: [101, 102, 103] },
    ],
    custom_fields: [
      { id: 137, name: 'CFlcDetection', label: 'LC detection' },
      { id: 138, name: 'CFseverity', label: 'Severity' },
    ],
    assets: [...paddingAssets(), ...namedAssets()],
  };
}

/** Each of these exists to make one way of finding a host go wrong in a client that is not careful. */
function namedAssets(): Asset[] {
  return [
    asset(301, 'WS-100', 12, 18), // the same host name at two clients
    asset(302, 'WS-100', 13, 20),
    asset(303, 'srv-01.corp.example', 13, 20, { assettype_id: SERVER }), // known with its domain only
    asset(304, 'SRV-02', 13, 20, { assettype_id: SERVER }), // known without its domain only
    asset(305, 'LT-007', 12, 18, { inactive: true }), // retired, and its successor of the same name
    asset(306, 'LT-007', 12, 18),
    asset(307, 'LT-008', 13, 19, { inactive: true }),
    asset(308, 'TAG-308', 13, 20, { key_field: 'DB-PRIMARY', assettype_id: SERVER }), // the host name is the key field only
    asset(309, 'HOST-70', 13, 20), // fuzzy neighbours of HOST-7
    asset(310, 'MYHOST-7', 13, 20),
    asset(311, 'HOST-7', 13, 20),
    asset(501, 'WS-042', 12, 18, { key_field3: 'SN: 7QX1' }),
    asset(502, 'WS-0421', 12, 18),
  ];
}

/** More assets at one client than fit on a page; ids stay below 503, the id of the first asset that is created. */
function paddingAssets(): Asset[] {
  return Array.from({ length: 130 }, (_, i) => asset(101 + i, `FAB-PC-${String(i + 1).padStart(3, '0')}`, 14, 21));
}

function asset(
  id: number,
  inventoryNumber: string,
  clientId: number,
  siteId: number,
  rest: Partial<Asset> = {},
): Asset {
  return {
    id,
    inventory_number: inventoryNumber,
    key_field: inventoryNumber,
    key_field2: '',
    key_field3: '',
    client_id: clientId,
    site_id: siteId,
    assettype_id: WORKSTATION,
    status_id: 1,
    inactive: false,
    criticality: 0,
    sla_id: -1,
    priority_id: -1,
    fields: [],
    customfields: [],
    ...rest,
  };
}
