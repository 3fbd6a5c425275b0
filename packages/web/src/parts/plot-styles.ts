import { DARK, LIGHT, PLOT_CLASS, styleSheet } from 'leukoscope/browser';

/** The colours of all plots, dark where the page is; made by script, as the security policy forbids `style` elements. */
export function plotStyles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${styleSheet()}.${PLOT_CLASS}{${variables()}}`);
  return sheet;
}

function variables(): string {
  const roles = ['ink', 'muted', 'grid'] as const;
  return [
    '--lk-paper:var(--paper)',
    ...roles.map((role) => `--lk-${role}:light-dark(${LIGHT[role]},${DARK[role]})`),
    ...LIGHT.tones.map((tone, at) => `--lk-tone-${at}:light-dark(${tone},${DARK.tones[at]})`),
  ].join(';');
}
