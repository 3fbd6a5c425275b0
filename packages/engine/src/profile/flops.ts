type Shape = readonly number[];

const elements = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

/**
 * Additions and multiplications that a node does in matrix products and convolutions, by the shapes it met; 0 for any
 * other node. Convolutions are counted with all their taps, those on padding too.
 */
export function productFlops(opType: string, inputs: readonly Shape[], output: Shape | undefined): number {
  const [a, b] = inputs;
  if (!a || !b || !output) return 0;
  switch (opType) {
    case 'Conv':
    case 'FusedConv':
      return 2 * elements(output) * elements(b.slice(1)); // weights [K, C, kH, kW]
    case 'ConvTranspose':
      return 2 * elements(a) * elements(b.slice(1)); // weights [C, K, kH, kW]
    case 'Gemm':
    case 'FusedGemm':
      return (2 * elements(output) * elements(a)) / output[0]!; // whichever of them is transposed
    case 'MatMul':
    case 'FusedMatMul':
      return 2 * elements(output) * a.at(-1)!;
    default:
      return 0;
  }
}
