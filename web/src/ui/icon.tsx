/** Our own line drawings on a 20-unit square; nothing is fetched and they follow the text colour. */
const PATHS = {
  now: 'M3 10.5h3l2-6 4 11 2-5h3',
  inventory: 'M3.5 4.5h13v4h-13zM3.5 11.5h13v4h-13zM6 6.5h.01M6 13.5h.01',
  findings: 'M10 3 2.8 16h14.4zM10 8v4M10 14.2h.01',
  threats:
    'M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6zM10 7.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM10 1.5v3M10 15.5v3M1.5 10h3M15.5 10h3',
  explore: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4',
  protect: 'M10 2.5 4 4.8v4.4c0 3.8 2.5 6.7 6 8.3 3.5-1.6 6-4.5 6-8.3V4.8zM7.4 10l1.9 1.9 3.4-3.6',
  system: 'M4 4.5h12v8H4zM8 16h4M10 12.5V16',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  close: 'M5 5l10 10M15 5 5 15',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  up: 'M5.5 12 10 7.5l4.5 4.5',
  right: 'M8 5.5l4.5 4.5L8 14.5',
  clock: 'M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6zM10 6.2V10l2.6 1.8',
  link: 'M8.5 11.5a3 3 0 0 0 4.3.2l2.2-2.2a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.5a3 3 0 0 0-4.3-.2L5 10.5a3 3 0 0 0 4.3 4.3l.9-.9',
  copy: 'M7.5 7.5h8v8h-8zM5 12.5h-.5v-8h8V5',
  keep: 'M10 4.5v11M4.5 10h11',
  exclude: 'M4.5 10h11',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.5 1.5M14.2 14.2l1.5 1.5M4.3 15.7l1.5-1.5M14.2 5.8l1.5-1.5',
  keyboard: 'M2.5 5.5h15v9h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.5h7',
  columns: 'M3.5 4.5h13v11h-13zM8 4.5v11M12.5 4.5v11',
  download: 'M10 3.5v9M6.5 9l3.5 3.5L13.5 9M4 16.5h12',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  out: 'M8 4H4.5v12H8M12 6.5l3.5 3.5-3.5 3.5M15.5 10H8',
  table: 'M3.5 4.5h13v11h-13zM3.5 8.5h13M9 8.5v7',
  block: 'M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6zM5.2 5.2l9.6 9.6',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
