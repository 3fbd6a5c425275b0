import { type NodeName, type ProfiledNode, readNodeName } from '@leukoscope/engine';

/** What a node's time is spent on, in the order of a step. */
export const NODE_KINDS = [
  'pixels',
  'convolution',
  'normalisation',
  'pooling',
  'dense',
  'element-wise',
  'loss',
  'convolution-by-input',
  'convolution-by-weights',
  'convolution-gradients',
  'copies',
  'update',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** Where the time of a step goes that no node takes. */
export const OUTSIDE_KINDS = ['between-nodes', 'around-run', 'javascript'] as const;
export type TimeKind = NodeKind | (typeof OUTSIDE_KINDS)[number];

const CONVOLUTIONS: ReadonlySet<string> = new Set(['Conv', 'FusedConv', 'ConvTranspose']);

/** ONNX operators that only put numbers elsewhere. */
const COPIES: ReadonlySet<string> = new Set([
  ...['Gather', 'GatherElements', 'ScatterElements', 'ScatterND', 'Slice', 'Split', 'Concat', 'Pad', 'Transpose'],
  ...['Reshape', 'Unsqueeze', 'Squeeze', 'Expand', 'Tile', 'Identity', 'SpaceToDepth', 'DepthToSpace'],
  ...['ReorderInput', 'ReorderOutput', 'SequenceEmpty'],
]);

/** Operators of the engine by the beginnings of their names. */
const OPERATORS: readonly (readonly [beginning: RegExp, kind: NodeKind])[] = [
  [/^(conv\w*|phaseKernel)$/, 'convolution'],
  [/^(batchNorm|frozenBatchNorm|normMaxPool|filterSign|flipFilters)/, 'normalisation'],
  [/^(maxPool|globalAveragePool|phaseMax)/, 'pooling'],
  [/^gemm/, 'dense'],
  [/^normalizeImage/, 'pixels'],
];

/** Each node's kind. @param nodes of one run, as what a matrix product is for shows by its layer. */
export function kindsOf(nodes: readonly ProfiledNode[]): readonly NodeKind[] {
  const names = nodes.map(({ name }) => readNodeName(name));
  const convolving = new Set(names.flatMap((name) => (name && /^conv/.test(name.operator) ? [name.layer] : [])));
  return nodes.map(({ opType }, at) => kindOf(opType, names[at]!, convolving));
}

function kindOf(opType: string, name: NodeName | null, convolving: ReadonlySet<string>): NodeKind {
  if (name?.pass === 'update') return 'update';
  if (COPIES.has(opType)) return 'copies';
  if (name === null) return 'element-wise';
  if (name.layer === 'loss') return 'loss';
  if (opType === 'MaxPool') return 'pooling';
  const { pass, operator, layer } = name;
  if (pass === 'gradient') {
    if (/^(conv\w*WeightGradient|phaseKernelGradient)$/.test(operator)) return 'convolution-by-weights';
    if (/^conv\w*Gradients$/.test(operator)) return 'convolution-gradients';
    if (/^conv/.test(operator)) return 'convolution-by-input';
    // The matrix product that stands in a convolution's gradient is the one of its windows by `dy`.
    if (operator === 'gemm' && convolving.has(layer)) return 'convolution-by-weights';
  }
  // ONNX Runtime folds what follows into a convolution, and names it after that.
  if (CONVOLUTIONS.has(opType)) return 'convolution';
  return OPERATORS.find(([beginning]) => beginning.test(operator))?.[1] ?? 'element-wise';
}
