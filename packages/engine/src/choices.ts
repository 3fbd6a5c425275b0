/*
 * What can be chosen, apart from what it takes to do it: a command line shows these in its help without loading ONNX
 * Runtime.
 */

/** What `onnxruntime-node` can compute on; a node of a graph that the device has no kernel for runs on the processor. */
export const NODE_DEVICES = ['cpu', 'webgpu', 'cuda'] as const;
export type NodeDevice = (typeof NODE_DEVICES)[number];

/** How many of the eight ways in which a square covers itself `planeViews` looks at; each set holds the ones before it. */
export const VIEW_COUNTS = [1, 2, 4, 8] as const;
export type ViewCount = (typeof VIEW_COUNTS)[number];

/**
 * Ways to compute a convolution in training. `rows`: windows written out as rows; `tiles`: Winograd's; `positions`: a product
 * for each output position, where each sees the whole plane.
 */
export const CONV_FORMS = ['rows', 'tiles', 'positions'] as const;
export type ConvForm = (typeof CONV_FORMS)[number];
