import type { Graph, Tensor } from '../graph.ts';
import type { ConvForms } from '../ops/conv-channels-last.ts';
import { float32 } from '../tensor-type.ts';
import type { Init } from './init.ts';

/** A network: builds its nodes on `x` and takes its parameters from the scope. */
export type Network = (scope: Scope, x: Tensor) => Tensor;

/** A named tensor that training changes (`parameter`) or only records (`buffer`, such as running means). */
export interface Variable {
  readonly name: string;
  readonly kind: 'parameter' | 'buffer';
  readonly tensor: Tensor;
  readonly init: Init;
  /** As it is known outside: in files, to `init`, in a trainer's state. */
  readonly shape: readonly number[];
  /** Axis `i` of the tensor in training is axis `order[i]` of `shape`. */
  readonly order: readonly number[];
}

/** A random tensor that is drawn anew for each step, outside the graph, so that it is the same on every runtime. */
export interface Noise {
  readonly tensor: Tensor;
  /** 0 with this probability, else 1 / (1 − rate). */
  readonly dropRate: number;
}

interface ScopeRecord {
  readonly variables: Variable[];
  readonly noises: Noise[];
  /** New values of buffers, computed by the step. */
  readonly updates: Map<Variable, Tensor>;
}

export interface ScopeOptions {
  readonly training: boolean;
  /** How a variable enters the graph: as an input (training), or as a constant (a finished model). */
  readonly bind: Bind;
  /** Forms of convolutions that were timed, see `tuneConvolutions`. */
  readonly convForms?: ConvForms | undefined;
}
export type Bind = (name: string, asked: AskedVariable) => Tensor;

export interface AskedVariable {
  readonly shape: readonly number[];
  /** In which order of axes the network wants it. */
  readonly order: readonly number[];
}

/**
 * Where a network finds its parameters, by names as PyTorch forms them: `scope.child('layer1').parameter('weight', …)`
 * is `layer1.weight`.
 */
export class Scope {
  readonly graph: Graph;
  /** Whether dropout drops and batch normalisation uses the batch's own statistics. */
  readonly training: boolean;
  readonly convForms: ConvForms;
  readonly #prefix: string;
  readonly #bind: Bind;
  readonly #record: ScopeRecord;

  constructor(graph: Graph, options: ScopeOptions, parent?: { readonly prefix: string; readonly record: ScopeRecord }) {
    this.graph = graph;
    this.training = options.training;
    this.convForms = options.convForms ?? {};
    this.#bind = options.bind;
    this.#prefix = parent?.prefix ?? '';
    this.#record = parent?.record ?? { variables: [], noises: [], updates: new Map() };
  }

  /** In the order in which the network asked for them. */
  get variables(): readonly Variable[] {
    return this.#record.variables;
  }

  get noises(): readonly Noise[] {
    return this.#record.noises;
  }

  get updates(): ReadonlyMap<Variable, Tensor> {
    return this.#record.updates;
  }

  child(name: string): Scope {
    const options = { training: this.training, bind: this.#bind, convForms: this.convForms };
    return new Scope(this.graph, options, { prefix: `${this.#prefix}${name}.`, record: this.#record });
  }

  parameter(name: string, shape: readonly number[], init: Init): Tensor {
    return this.#variable('parameter', name, { shape, init, order: shape.map((_, axis) => axis) }).tensor;
  }

  /**
   * A parameter that training keeps in another order of axes, so that no step has to move it; outside, and in `init`, it
   * has `shape` all the same.
   * @param order axis `i` of the result is axis `order[i]` of `shape`.
   */
  parameterInOrder(name: string, layout: Pick<Variable, 'shape' | 'order' | 'init'>): Tensor {
    return this.#variable('parameter', name, layout).tensor;
  }

  buffer(name: string, shape: readonly number[], init: Init): Variable {
    return this.#variable('buffer', name, { shape, init, order: shape.map((_, axis) => axis) });
  }

  /** Says what a buffer becomes after this step. */
  update(buffer: Variable, value: Tensor): void {
    this.#record.updates.set(buffer, value);
  }

  /** A mask of 0 and 1 / (1 − rate), fresh for each step. */
  dropMask(shape: readonly number[], dropRate: number): Tensor {
    const tensor = this.graph.input(`noise.${this.#record.noises.length}`, float32(...shape));
    this.#record.noises.push({ tensor, dropRate });
    return tensor;
  }

  #variable(kind: Variable['kind'], name: string, layout: Pick<Variable, 'shape' | 'order' | 'init'>): Variable {
    const fullName = this.#prefix + name;
    if (this.#record.variables.some((variable) => variable.name === fullName)) {
      throw new RangeError(`${kind}() name: '${fullName}' exists already`);
    }
    const variable = { name: fullName, kind, tensor: this.#bind(fullName, layout), ...layout };
    this.#record.variables.push(variable);
    this.graph.assign(variable.tensor, this.#prefix.replace(/\.$/, ''));
    return variable;
  }
}
