/*
 * What can be chosen of a network, apart from the code that builds it: the command line shows these in its help without
 * loading the engine.
 */
import type { Preprocessing } from '../images/preprocessing.ts';

/** Networks that are built here, and not read from a file; see `NETWORKS`. */
export const NETWORK_NAMES = ['cnn', 'resnet18', 'resnet34', 'resnet50', 'cell-resnet8', 'cell-resnet14'] as const;
export type NetworkName = (typeof NETWORK_NAMES)[number];

/** Which part of a network learns; what comes before it keeps what it started with. */
export const LEARNING_PARTS = ['all', 'last-stage', 'head'] as const;
export type LearningPart = (typeof LEARNING_PARTS)[number];

/** What a network can learn to tell apart; `auto`: what the labels allow. */
export const CLASS_CHOICES = ['groups', 'types', 'auto'] as const;

/** The last layers: trained in steps, or fitted to the features of all cells in one go. */
export const HEADS = ['layers', 'svm', 'logistic', 'knn'] as const;

/** Of an ensemble: more members have hardly more to say, and cost a pass each. */
export const MOST_MEMBERS = 20;

export type Normalisation = Pick<Preprocessing, 'mean' | 'deviation'>;

/** Of ImageNet's pictures, by which every network with weights from there was trained. */
export const IMAGENET: Normalisation = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };
