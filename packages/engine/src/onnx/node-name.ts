import type { NodeOrigin } from '../operator.ts';

/** What an ONNX node's name says: which operator of the graph wrote it, for which layer, in which pass. */
export interface NodeName extends NodeOrigin {
  /** `conv2dWeightGradient` */
  readonly operator: string;
}

const PASSES: readonly NodeOrigin['pass'][] = ['forward', 'gradient', 'update'];

/** `gradient/layer1.0.conv1/convChannelsLastGradients/`, which the ONNX operator and a number follow. */
export function nodePrefix({ pass, layer, operator }: NodeName): string {
  return `${pass}/${layer}/${operator}/`;
}

/**
 * Reads a node's name back. ONNX Runtime's optimiser gives a node that it puts together from others a name that holds
 * that of one of them, with words before or behind.
 *
 * @returns `null` for a name that was not formed so.
 */
export function readNodeName(name: string): NodeName | null {
  const found = /(?<pass>forward|gradient|update)\/(?<layer>[^/]*)\/(?<operator>[^/]*)\//.exec(name)?.groups;
  const pass = PASSES.find((known) => known === found?.pass);
  return found && pass ? { pass, layer: found.layer!, operator: found.operator! } : null;
}
