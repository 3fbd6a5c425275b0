import type { Tensor } from '../graph.ts';

/**
 * How parameters change in a step. The rule is a part of the training graph: it gets a parameter, its gradient and what
 * it keeps between steps (`slots`, of the parameter's shape, zero at the start), and returns their new values.
 */
export interface Optimizer {
  /** What is recorded of it in a run: its name and settings. */
  readonly settings: { readonly name: string } & Readonly<Record<string, number | boolean | string>>;
  /** Each is read by nothing but what its own next value is computed from, so that it can be overwritten. */
  readonly slots: readonly string[];
  /** Numbers that change from step to step, fed to the graph as scalars under these names. */
  readonly scalars: readonly string[];
  /** @param step counts from 1. @returns one number for each of `scalars`. */
  readonly scalarsAt: (step: number, learningRate: number) => Readonly<Record<string, number>>;
  readonly update: (context: UpdateContext) => Updated;
  /** What the finished network has for its parameters, where that is not what the steps work on. */
  readonly finished?: {
    readonly slot: string;
    /** What the slot is multiplied by after so many steps, 1 at least. */
    readonly factorAt: (steps: number) => number;
  };
}

export interface UpdateContext {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly slots: Readonly<Record<string, Tensor>>;
  readonly scalars: Readonly<Record<string, Tensor>>;
  /** A float32 scalar constant. */
  readonly number: (value: number) => Tensor;
}

export interface Updated {
  readonly parameter: Tensor;
  readonly slots: Readonly<Record<string, Tensor>>;
}
