/** Training and running neural networks on ONNX Runtime: the whole training step is one ONNX graph. */
export { gradients } from './autodiff.ts';
export { type ExportOptions, exportModel, type ModelOutputs } from './export-model.ts';
export { Graph, nodesFor, type Tensor } from './graph.ts';
export {
  binaryLoss,
  binaryTargets,
  type ClassTargetOptions,
  classLoss,
  classTargets,
  focalLoss,
  type Loss,
  robustLoss,
  type TaughtTargetOptions,
  taughtLoss,
  taughtTargets,
} from './loss.ts';
export * as init from './nn/init.ts';
export * as layers from './nn/layers.ts';
export { type Network, Scope } from './nn/scope.ts';
export { type AverageOptions, averageModels, UnjoinableError } from './onnx/average-models.ts';
export { encodeOnnx } from './onnx/encode.ts';
export {
  FOREIGN_OPSETS,
  type ForeignModel,
  ForeignModelError,
  readForeignModel,
} from './onnx/foreign-model.ts';
export { type LayerInput, withLayerInputs } from './onnx/layer-inputs.ts';
export { modelTensors } from './onnx/model-tensors.ts';
export { type NodeName, readNodeName } from './onnx/node-name.ts';
export { normLayers, withConstants } from './onnx/norm-layers.ts';
export { OnnxError, type OnnxSummary, readOnnx } from './onnx/read.ts';
export { replaceMetadata } from './onnx/replace-metadata.ts';
export { add, minimum, multiply } from './ops/binary.ts';
export type { ConvForms } from './ops/conv-channels-last.ts';
export { type ForeignFeatures, foreignNetwork } from './ops/foreign-network.ts';
export { foreignSides } from './ops/foreign-sides.ts';
export { gemm } from './ops/gemm.ts';
export { globalAveragePool } from './ops/global-average-pool.ts';
export { logarithm } from './ops/logarithm.ts';
export { maxPool2d } from './ops/max-pool.ts';
export { nearestVotes } from './ops/nearest-votes.ts';
export { type ImageNormalization, normalizeImage } from './ops/normalize-image.ts';
export { meanOverViews, planeViews } from './ops/plane-views.ts';
export { relu } from './ops/relu.ts';
export { type Resampling, resampleImage } from './ops/resample-image.ts';
export { flatten, reshape } from './ops/reshape.ts';
export { softmax } from './ops/softmax.ts';
export { channelsFirst, channelsLast } from './ops/transpose.ts';
export { type AdamOptions, adam, adamW } from './optim/adam.ts';
export { withMovingAverage } from './optim/moving-average.ts';
export type { Optimizer } from './optim/optimizer.ts';
export { constantRate, cosineRate, oneCycleRate, type Schedule, stepRate } from './optim/schedule.ts';
export { type SgdOptions, sgd } from './optim/sgd.ts';
export { matmulPeak } from './profile/matmul-peak.ts';
export { profiledRuntime } from './profile/profiled-runtime.ts';
export { type ProfiledNode, type ProfiledRun, readProfile } from './profile/read-profile.ts';
export { type TunedConvolution, tuneConvolutions } from './profile/tune-convolutions.ts';
export { randomStream, shuffled } from './random.ts';
export { type ItemBatch, type RenormaliseOptions, renormalise } from './renormalise.ts';
export type { DeviceTensor, Executable, Runtime } from './runtime/runtime.ts';
export {
  readSafetensors,
  type SafeTensor,
  type Safetensors,
  type SafetensorsDType,
  SafetensorsError,
  toFloat32,
  writeSafetensors,
} from './state/safetensors.ts';
export { type DType, elementCount, type TensorData, type TensorType } from './tensor-type.ts';
export {
  type Batch,
  type StepResult,
  type StoredTensor,
  Trainer,
  type TrainerOptions,
  type TrainerState,
} from './trainer.ts';
export { outputType, variablesOf } from './training-step.ts';
