import { cellTypeIn, type Scheme } from '../../cells/scheme.ts';
import type { Answer } from '../api/all-operations.ts';

type Figures = Answer<'getSummary'>['afterReview'];
type Rate = Figures['atypical']['share'];

/**
 * LOINC codes "… /100 leukocytes in Blood by Manual count", only where a type of ours is exactly what the code names. Where
 * several types make up what a code counts (lymphocytes, promyelocytes) there is none.
 */
const LOINC_OF_TYPE: Readonly<Record<string, readonly [code: string, display: string]>> = {
  NGS: ['769-0', 'Segmented neutrophils/100 leukocytes in Blood by Manual count'],
  NGB: ['764-1', 'Band form neutrophils/100 leukocytes in Blood by Manual count'],
  MON: ['744-3', 'Monocytes/100 leukocytes in Blood by Manual count'],
  EOS: ['714-6', 'Eosinophils/100 leukocytes in Blood by Manual count'],
  BAS: ['707-0', 'Basophils/100 leukocytes in Blood by Manual count'],
  MMZ: ['740-1', 'Metamyelocytes/100 leukocytes in Blood by Manual count'],
  MYB: ['749-2', 'Myelocytes/100 leukocytes in Blood by Manual count'],
};
const LOINC_OF_BLASTS = ['709-6', 'Blasts/100 leukocytes in Blood by Manual count'] as const;

const LOCAL = 'urn:leukoscope:figure';
const LOCAL_TYPE = 'urn:leukoscope:cell-type';
const FHIR_PURPOSE = 'Research use, not for diagnosis.';

export interface FhirSource {
  readonly about: Answer<'getCase'>;
  readonly summary: Answer<'getSummary'>;
  readonly scheme: Scheme;
  readonly issued: Date;
  /** Random ids for what has none of its own. */
  readonly newId: () => string;
}

type Resource = Readonly<Record<string, unknown>>;

/**
 * A case as a FHIR R4 bundle: patient, report and one observation for each figure after review, each with its count and
 * interval. LOINC codes stand in signed cases only: there a person answers for every cell, as in a manual count.
 */
export function fhirBundle(source: FhirSource): Resource {
  const { about, newId, issued } = source;
  const patient = entryOf({ ...patientResource(about), id: about.patient.id });
  const observations = observationsOf(source, patient.fullUrl).map((resource) => entryOf({ ...resource, id: newId() }));
  const report = entryOf(
    reportResource(
      source,
      patient.fullUrl,
      observations.map(({ fullUrl }) => fullUrl),
    ),
  );
  return {
    resourceType: 'Bundle',
    id: newId(),
    meta: { tag: [RESEARCH] },
    type: 'collection',
    timestamp: issued.toISOString(),
    entry: [patient, report, ...observations],
  };
}

const RESEARCH = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  code: 'HRESCH',
  display: 'healthcare research',
};

function entryOf<Kind extends Resource & { readonly id: string }>(resource: Kind) {
  return { fullUrl: `urn:uuid:${resource.id}`, resource };
}

function patientResource({ patient }: FhirSource['about']): Resource {
  return { resourceType: 'Patient', identifier: [{ system: 'urn:leukoscope:patient', value: patient.name }] };
}

const CATEGORY = [
  {
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/observation-category',
        code: 'laboratory',
        display: 'Laboratory',
      },
    ],
  },
];

function reportResource({ about, summary, issued }: FhirSource, subject: string, result: readonly string[]) {
  const model = summary.model === null ? '' : ` Model: ${summary.model.name}.`;
  return {
    resourceType: 'DiagnosticReport',
    id: about.id,
    meta: { tag: [RESEARCH] },
    status: about.state === 'signed' ? 'final' : 'preliminary',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'HM', display: 'Hematology' }] },
    ],
    code: {
      coding: [{ system: LOCAL, code: 'differential', display: 'Review of white blood cell images' }],
      text: 'Review of white blood cell images',
    },
    subject: { reference: subject },
    effectiveDateTime: about.createdAt,
    issued: about.signedAt ?? issued.toISOString(),
    ...(about.signedBy && { resultsInterpreter: [{ display: about.signedBy.name || 'local user' }] }),
    result: result.map((reference) => ({ reference })),
    conclusion: `${FHIR_PURPOSE} ${summary.cells} cells, ${summary.reviewed} decided by a person.${model}`,
  };
}

function observationsOf({ about, summary, scheme }: FhirSource, subject: string): Resource[] {
  const { atypical, blasts, differential } = summary.afterReview;
  const isSigned = about.state === 'signed';
  const observation = (code: Resource, rate: Rate) => ({
    resourceType: 'Observation',
    status: isSigned ? 'final' : 'preliminary',
    category: CATEGORY,
    code,
    subject: { reference: subject },
    effectiveDateTime: about.createdAt,
    ...quantityOf(rate),
    component: componentsOf(rate),
    note: [{ text: FHIR_PURPOSE }],
  });
  return [
    observation(coded({ local: [LOCAL, 'atypical', 'Atypical cells of typical and atypical ones'] }), atypical.share),
    ...(blasts === null
      ? []
      : [
          observation(
            coded({ local: [LOCAL, 'blasts', 'Blasts of leukocytes'], loinc: isSigned ? LOINC_OF_BLASTS : null }),
            blasts.share,
          ),
        ]),
    ...leukocyteShares(differential ?? [], blasts?.share.denominator ?? 0).map(({ code, rate, ofLeukocytes }) => {
      const name = cellTypeIn(scheme, code)?.name.en ?? code;
      const loinc = isSigned && ofLeukocytes ? (LOINC_OF_TYPE[code] ?? null) : null;
      return observation(coded({ local: [LOCAL_TYPE, code, name], loinc }), rate);
    }),
  ];
}

/** Each type that has cells; a LOINC code is of leukocytes, so that it fits only where all counted cells are. */
function leukocyteShares(differential: NonNullable<Figures['differential']>, leukocytes: number) {
  return differential
    .filter(({ share }) => share.numerator > 0)
    .map(({ code, share }) => ({ code, rate: share, ofLeukocytes: share.denominator === leukocytes }));
}

interface Coding {
  readonly local: readonly [system: string, code: string, display: string];
  readonly loinc?: readonly [code: string, display: string] | null;
}

function coded({ local: [system, code, display], loinc = null }: Coding): Resource {
  const certain = loinc === null ? [] : [{ system: 'http://loinc.org', code: loinc[0], display: loinc[1] }];
  return { coding: [...certain, { system, code, display }], text: display };
}

function percent(share: number): Resource {
  return { value: Number((100 * share).toFixed(4)), unit: '%', system: 'http://unitsofmeasure.org', code: '%' };
}

/** Nothing counted is no share of 0. */
function quantityOf({ value }: Rate): Resource {
  if (value !== null) return { valueQuantity: percent(value) };
  const coding = [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'not-applicable' }];
  return { dataAbsentReason: { coding } };
}

function componentsOf({ numerator, denominator, low, high, level }: Rate): Resource[] {
  const part = (code: string, text: string, value: Resource) => ({
    code: { coding: [{ system: LOCAL, code }], text },
    ...value,
  });
  return [
    part('cells', 'Cells counted', { valueInteger: numerator }),
    part('of', 'Of so many cells', { valueInteger: denominator }),
    ...(low === null || high === null
      ? []
      : [
          part('interval', `${100 * level}% confidence interval (Clopper-Pearson)`, {
            valueRange: { low: percent(low), high: percent(high) },
          }),
        ]),
  ];
}
