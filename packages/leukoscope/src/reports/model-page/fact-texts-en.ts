import { countText, figureText, percentText, shareText, thresholdText } from '../plots/interval-text.ts';
import type { FactTexts } from './fact-texts.ts';
import { amountsOf, cropOf, megabytes, scheduleOf } from './fact-words.ts';

const many = (count: number, one: string, more: string): string => `${countText(count)} ${count === 1 ? one : more}`;

const PARTS = { train: 'Training', validation: 'Validation', test: 'Kept for a test' } as const;

const LEVERS = { scale: 'scale', colour: 'colours', norm: 'normalisation', labels: 'threshold' } as const;

export const FACT_TEXTS_EN: FactTexts = {
  intendedUse:
    'A research aid that sorts pictures of single white blood cells into typical and atypical (positive means atypical), so that a specialist looks at the right cells first. It takes no decision about a patient.',
  users:
    'Specialists in haematology and those who do research with them. Each cell that is called should be looked at.',
  kind: (names, members) =>
    members === null
      ? `A deep neural network for images (${names.join(', ')}).`
      : `The mean of ${members} deep neural networks for images (${names.join(', ')}).`,
  input: (preprocessing) => {
    const { sizePx, kernel, stain, colour } = preprocessing;
    const seen = cropOf(preprocessing, {
      whole: 'the largest centred square of the picture',
      centre: (percent) => `a centred square of ${percent} of the picture's side`,
      cell: (percent) => `a square around the cell, with ${percent} of its side left around it`,
      physical: (um, scale) => `a square of ${um} µm around the cell (files at ${scale} µm per pixel)`,
    });
    const colours =
      stain === undefined
        ? 'Colours are not brought to those of one laboratory.'
        : `Colours are first brought to those of one laboratory (${stain}).`;
    return `It sees ${seen}, scaled to ${sizePx} × ${sizePx} pixels (${kernel}). ${colours}${colour === undefined ? '' : ' One map for all pictures brings their colours to those of the training.'}`;
  },
  predictors: 'The pixels of one picture and nothing else: no age, no sex, no other finding of the patient.',
  output: ({ threshold: { threshold }, types, testViews }) =>
    [
      `The probability that the cell is atypical${testViews > 1 ? `, the mean over ${testViews} views of the picture` : ''}; from ${thresholdText(threshold)} up it is called atypical.`,
      ...(types === null ? [] : [`And the probability of each of ${types.length} cell types.`]),
    ].join(' '),
  dataset: ({ name, synthetic }) =>
    `It learnt from the data set “${name}”${synthetic ? ', with cells that are drawn by a program' : ''}.`,
  reference: ({ id }) =>
    `The label that the data set gives each cell; scheme “${id}” says which labels are typical, atypical or left out.`,
  left: ({ exclude, rejected }) =>
    [
      exclude.length === 0
        ? 'No cells were left out by --exclude.'
        : `Cells were left out by --exclude ${exclude.join(', ')}.`,
      rejected === 0
        ? 'Every image could be used.'
        : `${many(rejected, 'image', 'images')} could not be used and took no part.`,
    ].join(' '),
  missing: 'Nothing is filled in: a cell without a usable picture or label takes no part, and is counted.',
  split: ({ by }) =>
    by === 'patient'
      ? 'Parts are divided by patient: no patient is in two of them.'
      : 'Parts are divided by image: cells of one patient may be in several of them.',
  part: (name, { typical, atypical, patients }) =>
    `${PARTS[name]}: ${many(typical + atypical, 'cell', 'cells')} (${countText(atypical)} atypical)${patients === null ? ', patients not named' : ` of ${many(patients, 'patient', 'patients')}`}.`,
  start: (start, seed) =>
    start.kind === 'drawn'
      ? `All parameters were drawn at random${seed === null ? '' : ` (seed ${seed})`}.`
      : start.model !== undefined
        ? `Starts from a model of this program that learnt from ${start.model.dataset.name} (${many(start.model.cells, 'cell', 'cells')}${start.model.dataset.synthetic ? ', generated' : ''}; SHA-256 ${start.sha256}; licence: ${start.licence ?? 'not stated'}); the last layers were new.`
        : `Starts from trained weights ${start.id ?? 'of a file of the user’s'} (SHA-256 ${start.sha256}; licence: ${start.licence ?? 'not stated'}); the last layers were new.`,
  teaching: ({ by, weight, temperature }) => {
    const teachers =
      by.kind === 'recipe'
        ? `${many(by.models, 'model', 'models')} that ${by.models === 1 ? 'was' : 'were'} trained before it on the same cells (recipe ${by.name}, network ${by.settings.network.name}, ${by.settings.preprocessing.sizePx} px)`
        : `${by.models === 1 ? 'a model' : `${countText(by.models)} models`} of this program that learnt from ${by.dataset.name} (${many(by.cells, 'cell', 'cells')}${by.dataset.synthetic ? ', generated' : ''}; SHA-256 ${by.sha256})`;
    return `It was taught by ${teachers}: ${percentText(weight)} of the loss is that of their probabilities, softened by the temperature ${temperature}; the rest is that of the labels.`;
  },
  training: (settings, epochs) => {
    const { head, fineTune } = settings;
    if (head !== undefined && head !== 'layers')
      return `The features of a network that stayed as it was, and a head (${head}) fitted to them in one go.`;
    const learns = { all: 'All layers', 'last-stage': 'The last stage and the head', head: 'The head alone' };
    const amounts = amountsOf(settings, {
      batch: 'batches of',
      learningRate: 'learning rate',
      schedule: `schedule ${scheduleOf(settings)}`,
      weightDecay: 'weight decay',
    });
    return `${learns[fineTune ?? 'all']} learnt over ${many(epochs ?? 0, 'epoch', 'epochs')}: ${amounts}.`;
  },
  balance: (balance) =>
    ({
      none: 'Nothing was done about the groups having different numbers of cells.',
      weights: 'In the loss, cells of the rarer class weigh more.',
      sampling: 'In training, cells of each class are drawn equally often.',
    })[balance],
  selection: ({ best, patience }, { epochs, search }) =>
    [
      best === 'last' || best === undefined
        ? `The parameters are those of the last epoch (${epochs}).`
        : `The parameters are those of epoch ${epochs}, the best by ${best === 'loss' ? 'loss' : 'ROC AUC'} on the validation cells.`,
      ...(patience === null || patience === undefined
        ? []
        : [`Training would stop after ${many(patience, 'epoch', 'epochs')} without a better one.`]),
      ...(search === undefined
        ? []
        : [
            `Learning rate and weight decay are those of trial ${search.trial} of ${search.trials}, compared by validation.`,
          ]),
    ].join(' '),
  fittedSelection:
    'Its settings were chosen by cross-validation within the training cells, whole patients apart where they are named.',
  ensemble: (members) => `The probabilities of ${members} models are averaged.`,
  notAnEnsemble: 'It is a single model.',
  threshold: (found, adaptation) => {
    const value = thresholdText(found.threshold);
    if (found.rule === 'calibrated')
      return `The threshold, ${value}, was chosen anew by labelled cells (leukoscope calibrate).`;
    const { minSensitivity, minPositives } = found.target;
    return found.rule === 'default'
      ? `The threshold, ${value}, is the one used where there are fewer than ${minPositives} atypical validation cells: nothing chose it.`
      : `The threshold, ${value}, is the highest that finds ${percentText(minSensitivity)} of the atypical ${adaptation === null ? 'validation cells' : `cells that adapted it to “${adaptation.dataset.name}”`}; on those it found ${figureText(found.reached.sensitivity)} and left ${figureText(found.reached.specificity)} of the typical ones alone.`;
  },
  temperature: ({ value, cells: { typical, atypical } }, adaptation) =>
    value === null
      ? `It has no temperature: ${countText(typical + atypical)} ${adaptation === null ? 'validation' : 'adapting'} cells (${countText(atypical)} atypical) were too few or set no limit to it. Its probabilities need not be chances.`
      : `Its temperature is ${shareText(value)}, fitted on ${countText(typical + atypical)} ${adaptation === null ? 'validation' : 'adapting'} cells: above 1 the model is too sure of itself, below 1 not sure enough.`,
  notUpdated: 'It was not updated after its training.',
  adapted: ({ dataset, levers, cells: { pictures, typical, atypical } }) =>
    `It was adapted to “${dataset.name}” by ${many(pictures, 'picture', 'pictures')}, ${countText(typical + atypical)} of them with labels (leukoscope adapt; changed: ${levers.map((lever) => LEVERS[lever]).join(', ') || 'nothing'}).`,
  measures:
    'Sensitivity, specificity, predictive values, likelihood ratios, F1, Matthews correlation, ROC AUC, average precision, Brier score and calibration error; ROC, precision–recall, reliability and risk–coverage plots; by cell type and by patient.',
  uncertainty:
    'Intervals of 95%: Clopper–Pearson over cells, DeLong for ROC AUC, and a bootstrap that draws whole patients where they are named.',
  predictionMethod: 'By the model file itself, with leukoscope evaluate (ONNX Runtime).',
  badInput:
    'Images that cannot be read, are damaged or too small are refused and counted, never replaced. A calibrated model compares new images with those of its calibration and withdraws its promise where they look unlike.',
  explanations:
    'leukoscope explain shows on which part of a picture a call rests (saliency, Grad-CAM, occlusion), and holds each map against one of drawn parameters. None of them is proof of what the model has learnt.',
  validation: ({ cells, atypical, rocAuc }, choseThreshold) =>
    `On ${countText(cells)} validation cells (${countText(atypical)} atypical) ROC AUC ${shareText(rocAuc)}. These cells chose ${choseThreshold ? 'epoch and threshold' : 'the epoch'}: this flatters and is no test.`,
  reached: ({ sensitivity, specificity }) =>
    `On the cells that chose the threshold: sensitivity ${figureText(sensitivity)}, specificity ${figureText(specificity)} (95% over cells). This flatters and is no test.`,
  tested: ({ n, positive, confusion, bootstrap }, { sensitivity, specificity, rocAuc }) =>
    `Of ${countText(positive)} atypical cells ${countText(confusion.fn)} were missed: sensitivity ${sensitivity}, specificity ${specificity}, ROC AUC ${rocAuc} (n = ${countText(n)}; intervals of 95% ${bootstrap === null ? 'over cells' : 'over patients'}).`,
  testSet: ({ n, positive, bootstrap, about: { dataset, part } }, isSameData) =>
    `Tested on ${many(n, 'cell', 'cells')} (${countText(positive)} atypical)${bootstrap === null ? ', patients not named,' : ` of ${many(bootstrap.patients, 'patient', 'patients')}`} of “${dataset.name}”${part === null ? '' : `, part ${part}`}; ${isSameData ? 'the data set that the model was trained on' : 'another data set than the one it was trained on'}.`,
  failures: ({ fn, fp }, byType) =>
    `Missed: ${countText(fn)}; false alarms: ${countText(fp)}.${byType.length === 0 ? '' : ` Missed most: ${byType.join(', ')}.`} evaluate --report shows the cells.`,
  software: (versions, device) =>
    `Trained with ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}${device === undefined ? '' : ` on ${device}`}.`,
  artefact: (bytes) => `One ONNX file of ${megabytes(bytes)} MB holds network, preprocessing and threshold.`,
  programAvailability: (version) => `The program is Leukoscope ${version}, under the Apache License 2.0.`,
};
