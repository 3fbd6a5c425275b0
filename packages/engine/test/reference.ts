import type { Values } from './check-operator.ts';

// Reference implementations in float64 that more than one test needs: plain loops over the definition.

type Sizes = [number, number, number, number];

/** A convolution. @param x `[N, C, H, W]`. @param weight `[K, C, kH, kW]`. */
export function convolve(
  x: Values,
  weight: Values,
  options: { readonly stride: number; readonly padding: number; readonly bias?: Values | undefined },
): number[] {
  const { bias, stride, padding } = options;
  const [items, , height, width] = x.shape as Sizes;
  const [filters, , kernelHeight, kernelWidth] = weight.shape as Sizes;
  const y: number[] = [];
  for (let n = 0; n < items; n++) {
    for (let k = 0; k < filters; k++) {
      for (let top = -padding; top + kernelHeight <= height + padding; top += stride) {
        for (let left = -padding; left + kernelWidth <= width + padding; left += stride) {
          y.push((bias?.data[k] ?? 0) + windowProduct(x, weight, { n, k, top, left }));
        }
      }
    }
  }
  return y;
}

/** The sum over channels and taps of filter `k`, laid on item `n` with its first tap at (`top`, `left`). */
function windowProduct(x: Values, weight: Values, at: { n: number; k: number; top: number; left: number }): number {
  const [, channels, height, width] = x.shape as Sizes;
  const [, , kernelHeight, kernelWidth] = weight.shape as Sizes;
  let sum = 0;
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < kernelHeight; i++) {
      const row = at.top + i;
      if (row < 0 || row >= height) continue;
      const pixels = ((at.n * channels + c) * height + row) * width;
      const taps = ((at.k * channels + c) * kernelHeight + i) * kernelWidth;
      const last = Math.min(kernelWidth, width - at.left);
      for (let j = Math.max(0, -at.left); j < last; j++) sum += x.data[pixels + at.left + j]! * weight.data[taps + j]!;
    }
  }
  return sum;
}

/** Max pooling; the padding never wins. @param x `[N, C, H, W]`. */
export function pool(
  { shape, data }: Values,
  { kernel, stride, padding }: { readonly kernel: number; readonly stride: number; readonly padding: number },
): number[] {
  const [items, channels, height, width] = shape as Sizes;
  const y: number[] = [];
  for (let plane = 0; plane < items * channels; plane++) {
    for (let top = -padding; top + kernel <= height + padding; top += stride) {
      for (let left = -padding; left + kernel <= width + padding; left += stride) {
        let largest = Number.NEGATIVE_INFINITY;
        for (let row = Math.max(0, top); row < Math.min(height, top + kernel); row++) {
          for (let column = Math.max(0, left); column < Math.min(width, left + kernel); column++) {
            largest = Math.max(largest, data[(plane * height + row) * width + column]!);
          }
        }
        y.push(largest);
      }
    }
  }
  return y;
}
