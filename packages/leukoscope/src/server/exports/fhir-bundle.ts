import { createHash } from 'node:crypto';
import { cellTypeIn, type Scheme } from '../../cells/scheme.ts';
import type { Answer } from '../api/all-operations.ts';
import { loincOf } from './loinc-terms.ts';

type Figures = Answer<'getSummary'>['afterReview'];
type Rate = Figures['atypical']['share'];

/** Systems of our own codes and numbers. */
const FIGURE = 'urn:leukoscope:figure';
const CELL_TYPE = 'urn:leukoscope:cell-type';
const CASE = 'urn:leukoscope:case';
const PATIENT = 'urn:leukoscope:patient';
const PURPOSE = 'Research use, not for diagnosis.';

export interface FhirSource {
  readonly about: Answer<'getCase'>;
  readonly summary: Answer<'getSummary'>;
  readonly scheme: Scheme;
  /** Whether it was signed, unlocked and signed again: what went out before is corrected. */
  readonly isCorrected: boolean;
  readonly exportedAt: Date;
}

type Resource = Readonly<Record<string, unknown>>;

/**
 * A case as a FHIR R4 bundle: patient, report and one observation for each figure after review, each with its count and
 * interval. The same figure has the same id each time, so that whoever takes a case in twice has it once. LOINC codes stand
 * in signed cases only: there a person answers for every cell, as in a manual count. When the blood was taken is not known
 * here, so that nothing says so.
 */
export function fhirBundle(source: FhirSource): Resource {
  const { about, exportedAt } = source;
  const patient = entryOf(patientResource(about));
  const observations = observationsOf(source, patient.fullUrl).map(entryOf);
  const result = observations.map(({ fullUrl }) => ({ reference: fullUrl }));
  const report = entryOf(reportResource(source, { subject: patient.fullUrl, result }));
  return {
    resourceType: 'Bundle',
    id: idFor(about.id, `bundle ${about.version}`),
    meta: { tag: [RESEARCH] },
    type: 'collection',
    timestamp: exportedAt.toISOString(),
    entry: [patient, report, ...observations],
  };
}

const RESEARCH = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  code: 'HRESCH',
  display: 'healthcare research',
};

/** UUID of version 5 (RFC 9562) of a name within a case. */
function idFor(caseId: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(caseId.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function entryOf<Kind extends Resource & { readonly id: string }>(resource: Kind) {
  return { fullUrl: `urn:uuid:${resource.id}`, resource };
}

function patientResource({ patient: { id, name } }: FhirSource['about']) {
  return { resourceType: 'Patient', id, identifier: [{ system: PATIENT, value: name }] };
}

const LABORATORY = {
  system: 'http://terminology.hl7.org/CodeSystem/observation-category',
  code: 'laboratory',
  display: 'Laboratory',
};
const HEMATOLOGY = { system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'HM', display: 'Hematology' };

function statusOf({ about, isCorrected }: FhirSource): 'preliminary' | 'final' | 'corrected' {
  if (about.state === 'open') return 'preliminary';
  return isCorrected ? 'corrected' : 'final';
}

function issuedOf({ about, exportedAt }: FhirSource): string {
  return about.signedAt ?? exportedAt.toISOString();
}

interface Within {
  readonly subject: string;
  readonly result: readonly Resource[];
}

function reportResource(source: FhirSource, { subject, result }: Within) {
  const { about, summary } = source;
  const model = summary.model === null ? '' : ` Model: ${summary.model.name}.`;
  return {
    resourceType: 'DiagnosticReport',
    id: about.id,
    meta: { tag: [RESEARCH] },
    identifier: [{ system: CASE, value: about.id }],
    status: statusOf(source),
    category: [{ coding: [HEMATOLOGY] }],
    code: coded([FIGURE, 'differential', 'Review of images of white blood cells'], null),
    subject: { reference: subject },
    issued: issuedOf(source),
    ...(about.signedBy && { resultsInterpreter: [{ display: about.signedBy.name || 'local user' }] }),
    ...(result.length > 0 && { result }),
    conclusion: `${PURPOSE} ${summary.cells} cells, ${summary.reviewed} decided by a person.${model}`,
  };
}

type LocalCode = readonly [system: string, code: string, display: string];

function observationsOf(source: FhirSource, subject: string) {
  const { about, summary, scheme } = source;
  const { atypical, blasts, differential } = summary.afterReview;
  const observation = (local: LocalCode, rate: Rate, loinc: string | null = null) => ({
    resourceType: 'Observation',
    id: idFor(about.id, `${local[0]} ${local[1]}`),
    meta: { tag: [RESEARCH] },
    status: statusOf(source),
    category: [{ coding: [LABORATORY] }],
    code: coded(local, loinc),
    subject: { reference: subject },
    issued: issuedOf(source),
    ...quantityOf(rate),
    method: { text: METHODS[summary.model === null ? 'person' : 'both'] },
    component: componentsOf(rate),
    note: [{ text: PURPOSE }],
  });
  // A term is of leukocytes: it fits only where all counted cells are.
  const areLeukocytes = (share: Rate) => share.denominator === blasts?.share.denominator;
  return [
    observation([FIGURE, 'atypical', 'Atypical cells of typical and atypical ones'], atypical.share),
    ...(blasts === null ? [] : [observation([FIGURE, 'blasts', 'Blasts of leukocytes'], blasts.share)]),
    ...(differential ?? [])
      .filter(({ share }) => share.numerator > 0)
      .map(({ code, share }) => {
        const isCertain = about.state === 'signed' && areLeukocytes(share);
        const local = [CELL_TYPE, code, cellTypeIn(scheme, code)?.name.en ?? code] as const;
        return observation(local, share, isCertain ? loincOf(code, scheme) : null);
      }),
  ];
}

const METHODS = {
  person: 'Images of single cells, named by a person',
  both: 'Images of single cells, called by a model and reviewed by a person',
} as const;

function coded([system, code, display]: LocalCode, loinc: string | null): Resource {
  const certain = loinc === null ? [] : [{ system: 'http://loinc.org', code: loinc }];
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
    code: { coding: [{ system: FIGURE, code }], text },
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
