/** What a rule sends for one detection. */
export const TICKET = {
  summary: 'EDR: credential dump on WS-042',
  details: 'lsass access by rundll32\nC:\\Windows\\System32\\rundll32.exe comsvcs.dll MiniDump',
};
