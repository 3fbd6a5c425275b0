import { type SvgElement, svg } from './svg.ts';

/** Colours of one appearance, as `#rrggbb`. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  /**
   * Of series. Found by search: against the paper at least 3 to 1 (WCAG 1.4.11), and told apart with normal sight,
   * protanopia, deuteranopia and tritanopia (the test simulates them).
   */
  readonly tones: readonly [string, string, string, string, string];
}

export const LIGHT: Palette = {
  paper: '#ffffff',
  ink: '#1a1d21',
  muted: '#555d66',
  grid: '#e3e6e9',
  tones: ['#1f5fc4', '#d95f0e', '#17976b', '#8c1a86', '#4a3206'],
};

export const DARK: Palette = {
  paper: '#15181d',
  ink: '#eceff2',
  muted: '#a6afb9',
  grid: '#30363d',
  tones: ['#6a9bf5', '#f0804a', '#6fe6b4', '#dca6e0', '#d9e06a'],
};

/** The class of the picture's root, under which a page may set the variables to colours of its own. */
export const PLOT_CLASS = 'lk-plot';

/** Class of a shape that is filled with the paper's colour and drawn in its group's. */
export const ON_PAPER_CLASS = 'lk-on-paper';

type Role = 'paper' | 'ink' | 'muted' | 'grid';

/** A group in the colour of a role, which its shapes and texts take as `currentColor`. */
export function inRole(role: Role, content: readonly SvgElement[]): SvgElement {
  return svg('g', { class: `lk-${role}` }, content);
}

/** A group in the colour of series `index`; colours repeat after the last, when dashes and symbols still differ. */
export function inTone(index: number, content: readonly SvgElement[]): SvgElement {
  return svg('g', { class: `lk-tone-${index % LIGHT.tones.length}` }, content);
}

/**
 * The style sheet inside each picture. Dark only on a dark screen, so that it prints dark on white. Each colour stands
 * twice: a program without CSS variables (an office suite, a vector editor) keeps the first.
 */
export function styleSheet(): string {
  const light = colours(LIGHT);
  return [
    `.${PLOT_CLASS}{${variables(LIGHT)}}`,
    `@media screen and (prefers-color-scheme:dark){.${PLOT_CLASS}{${variables(DARK)}}}`,
    ...light.map(([name, colour]) => `.lk-${name}{color:${colour};color:var(--lk-${name})}`),
    `.${ON_PAPER_CLASS}{fill:${LIGHT.paper};fill:var(--lk-paper)}`,
  ].join('');
}

function colours({ tones, ...roles }: Palette): (readonly [name: string, colour: string])[] {
  return [...Object.entries(roles), ...tones.map((tone, index) => [`tone-${index}`, tone] as const)];
}

function variables(palette: Palette): string {
  return colours(palette)
    .map(([name, colour]) => `--lk-${name}:${colour}`)
    .join(';');
}
