import { CELL_TYPES, type CellCode } from '../../packages/leukoscope/src/cells/cell-types.ts';
import type { Language } from '../../packages/leukoscope/src/errors/entry.ts';
import type { Absorber } from '../../packages/leukoscope/src/synthetic/canvas.ts';
import { CELL_LOOKS, type GranuleLook } from '../../packages/leukoscope/src/synthetic/cell-looks.ts';
import {
  CELL_PARAMETERS,
  type CellParameters,
  nucleusDiameterUm,
  SOURCES,
} from '../../packages/leukoscope/src/synthetic/cell-parameters.ts';
import type { Range } from '../../packages/leukoscope/src/synthetic/draws.ts';
import type { NucleusForm } from '../../packages/leukoscope/src/synthetic/nucleus-shapes.ts';

interface TableWords {
  readonly head: readonly string[];
  readonly forms: Readonly<Record<NucleusForm, string>>;
  readonly nucleus: (forms: string) => string;
  readonly chromatin: (grain: string, contrast: string) => string;
  readonly nucleoli: (count: string) => string;
  readonly absorbers: Readonly<Record<Absorber, string>>;
  readonly granules: (granules: Readonly<Record<'count' | 'absorber' | 'radius', string>>) => string;
  readonly auerRods: (percent: number) => string;
}

const WORDS: Readonly<Record<Language, TableWords>> = {
  en: {
    head: ['type', 'cell, µm', 'nucleus, µm', 'N:C', 'lobes', 'drawn with', 'sources'],
    forms: {
      round: 'round',
      dented: 'dented',
      kidney: 'kidney',
      horseshoe: 'horseshoe',
      folded: 'folded',
      band: 'band',
      bilobed: 'bilobed',
      lobed: 'lobed',
      smudge: 'smudge',
    },
    nucleus: (forms) => `${forms} nucleus`,
    chromatin: (grain, contrast) => `chromatin of ${grain} µm grain, contrast ${contrast}`,
    nucleoli: (count) => `${count} nucleoli`,
    absorbers: { purple: 'purple', azure: 'azure', eosin: 'eosin', haemoglobin: 'haemoglobin' },
    granules: ({ count, absorber, radius }) => `${count} ${absorber} granules a µm² of ${radius} µm radius`,
    auerRods: (percent) => `Auer rods in ${percent} %`,
  },
  es: {
    head: ['tipo', 'célula, µm', 'núcleo, µm', 'N:C', 'lóbulos', 'se dibuja con', 'fuentes'],
    forms: {
      round: 'redondo',
      dented: 'hendido',
      kidney: 'en riñón',
      horseshoe: 'en herradura',
      folded: 'plegado',
      band: 'en banda',
      bilobed: 'bilobulado',
      lobed: 'lobulado',
      smudge: 'en sombra',
    },
    nucleus: (forms) => `núcleo ${forms}`,
    chromatin: (grain, contrast) => `cromatina de grano de ${grain} µm, contraste ${contrast}`,
    nucleoli: (count) => `nucléolos: ${count}`,
    absorbers: { purple: 'púrpura', azure: 'azur', eosin: 'eosina', haemoglobin: 'hemoglobina' },
    granules: ({ count, absorber, radius }) => `${count} gránulos (${absorber}) por µm², de ${radius} µm de radio`,
    auerRods: (percent) => `bastones de Auer en el ${percent} %`,
  },
};

/** What each type is drawn from, as a table of Markdown, and below it the sources by number. */
export function typeTable(language: Language): string {
  const words = WORDS[language];
  const rows = CELL_TYPES.map(({ code, name }) => {
    const parameters: CellParameters = CELL_PARAMETERS[code];
    const ratio = parameters.nucleusCytoplasmRatio;
    return [
      `**${code}** ${name[language]}`,
      range(parameters.cellDiameterUm),
      range(nucleusDiameterUm(parameters)),
      ratio === null ? '—' : range(ratio),
      range(parameters.lobes),
      looks(code, words),
      parameters.sources.map((source) => Object.keys(SOURCES).indexOf(source) + 1).join(', '),
    ];
  });
  const lines = [words.head, words.head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const sources = Object.values(SOURCES).map((source, index) => `${index + 1}. ${source}`);
  return [...lines, '', ...sources].join('\n');
}

function looks(code: CellCode, words: TableWords): string {
  const { forms, chromatin, nucleoli, granules, auerRods } = CELL_LOOKS[code];
  const names = (Object.keys(forms) as NucleusForm[]).map((form) => words.forms[form]);
  const parts = [
    words.nucleus(names.join(', ')),
    words.chromatin(range(chromatin.grainUm), range(chromatin.contrast)),
    ...(nucleoli.count[1] === 0 ? [] : [words.nucleoli(range(nucleoli.count))]),
    ...granules.map((granule) => granuleText(granule, words)),
    ...(auerRods === 0 ? [] : [words.auerRods(Math.round(100 * auerRods))]),
  ];
  return parts.join('; ');
}

function granuleText({ absorber, perSquareMicron, radiusUm }: GranuleLook, words: TableWords): string {
  return words.granules({
    count: range(perSquareMicron),
    absorber: words.absorbers[absorber],
    radius: range(radiusUm),
  });
}

function range([from, to]: Range): string {
  const text = (value: number): string => String(Number(value.toFixed(2)));
  return from === to ? text(from) : `${text(from)}–${text(to)}`;
}
