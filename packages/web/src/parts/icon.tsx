const PATHS = {
  undo: 'M7 4 3 8l4 4M3 8h7a4 4 0 0 1 0 8H8',
  size: 'M2 10h6v6H2zM10 2h6v6h-6z',
  redo: 'm11 4 4 4-4 4m4-4H8a4 4 0 0 0 0 8h2',
} as const;

/** A sign without words of its own: what it stands on says them. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
