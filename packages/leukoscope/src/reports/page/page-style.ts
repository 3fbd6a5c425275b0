import type { Language } from '../../errors/entry.ts';
import { DARK, LIGHT, type Palette } from '../plots/theme.ts';
import { PAGE_TEXTS, VERDICT_LEVELS, type VerdictLevel } from './page-texts.ts';

/** Colours of verdicts: against the page at least 4.5 to 1 (WCAG 1.4.3), since the word is written in them. */
export const VERDICT_COLOURS: Readonly<Record<'light' | 'dark', Readonly<Record<VerdictLevel, string>>>> = {
  light: { good: '#0f6b47', caution: '#855500', bad: '#b3261e' },
  dark: { good: '#6fe6b4', caution: '#f0c35a', bad: '#ff9a90' },
};

/** The style sheet of every page. Dark only on a dark screen, so that it prints dark on white. */
export function pageStyle(language: Language): string {
  return [
    `:root{color-scheme:light dark;${variables(LIGHT, 'light')}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${variables(DARK, 'dark')}}}`,
    ...VERDICT_LEVELS.map((level) => `.verdict-${level}{--tone:var(--${level})}`),
    RULES,
    `@media print{${PRINT_RULES}}`,
    `@page{margin:15mm 14mm 20mm;@bottom-left{content:"${PAGE_TEXTS[language].notice}";${MARGIN_TEXT}}@bottom-right{content:counter(page) " / " counter(pages);${MARGIN_TEXT}}}`,
  ].join('\n');
}

const MARGIN_TEXT = 'font:8pt system-ui,sans-serif;color:#555d66';

function variables({ paper, ink, muted, grid }: Palette, appearance: 'light' | 'dark'): string {
  const colours = { paper, ink, muted, grid, ...VERDICT_COLOURS[appearance] };
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}

const RULES = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
.product{margin:0;color:var(--muted);font-size:.875rem;letter-spacing:.04em}
h1{margin:.15rem 0 1rem;font-size:1.9rem;line-height:1.2;font-weight:650}
h2{margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--grid);font-size:1.3rem;line-height:1.3;font-weight:650}
h3{margin:1.5rem 0 .5rem;font-size:1.05rem;font-weight:650}
p,li,dd{max-width:46rem}
p{margin:0 0 .8rem}
ul,ol{margin:0 0 .8rem;padding-left:1.3rem}
a{color:inherit;text-decoration-thickness:1px;text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid currentColor;outline-offset:2px}
.muted,figcaption,caption{color:var(--muted);font-size:.875rem}
.mapped .mapped-shown{visibility:hidden;pointer-events:none}
.mapped:hover .mapped-shown,.mapped:focus .mapped-shown,.mapped:target .mapped-shown{visibility:visible}
.mapped:focus-visible{outline:none}
.mapped:focus-visible circle,.mapped:target circle{stroke:currentColor;stroke-width:2}
.skip{position:absolute;left:-100rem}
.skip:focus{left:1rem;top:.5rem;padding:.25rem .5rem;background:var(--paper)}
.contents{font-size:.95rem}
.contents h2{margin:1.5rem 0 .25rem;border:0;padding:0;font-size:.95rem}
.contents ol{columns:2 18rem;column-gap:2.5rem;margin:0}
.verdict{margin:1rem 0;padding:.9rem 1.1rem;border:1px solid var(--grid);border-left:.4rem solid var(--tone);border-radius:.3rem}
.verdict>:last-child{margin-bottom:0}
.verdict-head{display:flex;gap:.6rem;align-items:baseline;margin:0 0 .35rem;font-size:1.1rem;font-weight:650}
.verdict-head svg{flex:none;width:1.1rem;height:1.1rem;align-self:flex-start;margin-top:.25rem;color:var(--tone)}
.verdict-word{flex:none;color:var(--tone)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.9rem 1.25rem;margin:1rem 0}
.facts>div{border-top:2px solid var(--grid);padding-top:.35rem}
.facts dt{color:var(--muted);font-size:.875rem}
.facts dd{margin:0;font-size:1.35rem;line-height:1.3;font-variant-numeric:tabular-nums}
.facts .muted{font-size:.875rem;line-height:1.4}
.scroll{overflow-x:auto;margin:.75rem 0 1.25rem}
table{border-collapse:collapse;font-size:.94rem;min-width:min(100%,20rem)}
caption{padding-bottom:.35rem;text-align:left}
th,td{padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--grid);text-align:left;vertical-align:top;overflow-wrap:normal}
th{font-weight:600}
thead th{color:var(--muted);vertical-align:bottom}
thead td{border:0}
th[colspan]{border-bottom-width:2px}
.group-start{padding-left:1.1rem}
.block th{padding-top:1rem;border-bottom:2px solid var(--grid)}
.block span{position:sticky;left:0}
.blocks tbody th[scope=row]{font-weight:400}
.held{white-space:nowrap;font-weight:600}
.held-good{color:var(--good)}
.held-bad{color:var(--bad)}
.held-caution{color:var(--caution)}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead .number{white-space:normal}
.dense{font-size:.875rem}
.dense .muted{font-size:.8125rem}
.dense th,.dense td{padding-right:.7rem}
.dense tbody th{min-width:7.5rem}
.dense .group-start{padding-left:.8rem}
figure{margin:1rem 0}
.parts svg{display:block;margin-bottom:1rem}
figcaption{margin-top:.35rem}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(8rem,1fr));gap:.9rem;margin:.75rem 0 1.25rem;padding:0;list-style:none}
.pictures figure{margin:0}
.pictures img{display:block;width:100%;max-width:12rem;height:auto;border:1px solid var(--grid);border-radius:.2rem}
.pictures svg{display:block;width:100%;max-width:12rem;border:1px solid var(--grid);border-radius:.2rem}
.shared{position:absolute}
.field{display:none;margin:1rem 0;padding:.6rem .9rem 0;border:1px solid var(--grid);border-radius:.3rem;scroll-margin-top:min(26rem,45vh)}
.field:target{display:block}
.field h3{margin-top:0}
.field .pictures{grid-template-columns:repeat(auto-fill,minmax(6rem,1fr))}
svg a{text-decoration:none;cursor:pointer}
svg a:hover rect{stroke-width:2}
.pictures figcaption{line-height:1.35;font-size:.8125rem}
.narrow{display:none}
@media screen and (max-width:46rem){.wide{display:none}.narrow{display:block}}
.sets{display:flex;flex-wrap:wrap;gap:.9rem;margin:.75rem 0 1.25rem}
.set{flex:0 1 auto;max-width:100%;border:1px solid var(--grid);border-radius:.3rem;padding:.6rem .7rem}
.set>p{margin:0 0 .4rem}
.set .pictures{display:flex;flex-wrap:wrap;gap:.7rem;margin:0}
.set .pictures li{width:8.5rem}
details{margin:.5rem 0 1rem}
summary{cursor:pointer;font-weight:600}
code .word{display:inline-block}
code{font-family:ui-monospace,'DejaVu Sans Mono',Consolas,monospace;font-size:.92em}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2rem;border-top:1px solid var(--grid);color:var(--muted);font-size:.875rem}
footer p{margin:0 0 .3rem}
@media screen{caption{max-width:calc(100vw - 2.5rem)}}
@media (max-width:32rem){.verdict-head{flex-wrap:wrap}.verdict-head span:last-child{flex:1 0 100%}.set .pictures li{width:7.4rem}h1{font-size:1.5rem}header,main,footer{padding-left:.9rem;padding-right:.9rem}caption{max-width:calc(100vw - 1.8rem)}.pictures{grid-template-columns:repeat(auto-fill,minmax(6rem,1fr))}}`;

/** A table of so few rows is printed on one sheet; a longer one has two rows at least wherever it is broken. */
const ROWS_ON_ONE_SHEET = 18;

const PRINT_RULES = `
html{font-size:10pt}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
.skip,.screen{display:none}
h1,h2,h3,h2+p,caption,.verdict-head{break-after:avoid}
h2+p,.verdict,.set,.pictures li,figure,tr,.facts>div,footer{break-inside:avoid}
thead{display:table-header-group;break-after:avoid}
tbody tr:nth-child(-n+2){break-after:avoid}
tbody tr:nth-last-child(-n+2){break-before:avoid}
.scroll:not(:has(tbody>tr:nth-child(${ROWS_ON_ONE_SHEET + 1}),.blocks)){break-inside:avoid}
.scroll:has(.blocks){break-inside:auto}
.dense{font-size:8pt}
.dense th,.dense td{padding-right:.4rem}
.dense tbody th{min-width:0}
.dense .muted{font-size:7pt}
.group-start{padding-left:.6rem}
.blocks tbody{break-inside:avoid}
.parts{break-inside:auto}
.parts svg{break-inside:avoid}
.scroll{overflow:visible}
.pictures{grid-template-columns:repeat(6,1fr);gap:3mm}
details::details-content{content-visibility:visible;display:block}
summary{list-style:none}
a{text-decoration:none}`;
