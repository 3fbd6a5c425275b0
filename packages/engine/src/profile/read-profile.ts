import { productFlops } from './flops.ts';

/** One node's part in one run. */
export interface ProfiledNode {
  /** `readNodeName` reads those that the engine gave. */
  readonly name: string;
  /** As it was run, which may be one that ONNX Runtime's optimiser put in. */
  readonly opType: string;
  readonly ms: number;
  /** See `productFlops`. */
  readonly flops: number;
}

export interface ProfiledRun {
  /** From ONNX Runtime's taking the inputs to its giving the outputs. */
  readonly runMs: number;
  /** Of it, going through the nodes. */
  readonly nodesAndBetweenMs: number;
  readonly nodes: readonly ProfiledNode[];
}

interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args?: {
    readonly op_name?: string;
    readonly input_type_shape?: TypedShapes;
    readonly output_type_shape?: TypedShapes;
  };
}

/** `[{ float: [8, 3, 32, 32] }, …]` */
type TypedShapes = readonly Readonly<Record<string, readonly number[]>>[];

const KERNEL = '_kernel_time';

/**
 * Reads a profile as ONNX Runtime 1.30 writes it (Chrome's trace format): the nodes of a run, then the run itself.
 *
 * @throws SyntaxError if it is not a whole one.
 */
export function readProfile(text: string): readonly ProfiledRun[] {
  const runs: ProfiledRun[] = [];
  let nodes: ProfiledNode[] = [];
  let nodesAndBetweenMs = 0;
  for (const event of JSON.parse(text) as readonly ProfileEvent[]) {
    if (event.cat === 'Node' && event.name.endsWith(KERNEL)) nodes.push(nodeOf(event));
    if (event.name === 'SequentialExecutor::Execute') nodesAndBetweenMs = event.dur / 1000;
    if (event.name === 'model_run') {
      runs.push({ runMs: event.dur / 1000, nodesAndBetweenMs, nodes });
      nodes = [];
    }
  }
  return runs;
}

function nodeOf({ name, dur, args = {} }: ProfileEvent): ProfiledNode {
  const { op_name: opType = '', input_type_shape: inputs = [], output_type_shape: outputs = [] } = args;
  const flops = productFlops(opType, shapesOf(inputs), shapesOf(outputs)[0]);
  return { name: name.slice(0, -KERNEL.length), opType, ms: dur / 1000, flops };
}

function shapesOf(typed: TypedShapes): (readonly number[])[] {
  return typed.map((shape) => Object.values(shape)[0] ?? []);
}
