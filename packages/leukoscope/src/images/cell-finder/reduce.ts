import type { Raster } from '../raster.ts';
import { planResampling, type Resample, type SizePx } from '../resize.ts';

/** Longer side of the picture that is looked at; larger ones are reduced. */
const WORKING_PX = 128;

/** Reduces large pictures for what needs no detail; what is worked out for a size is kept as long as the size stays. */
export function createReducing(): (raster: Raster) => Raster {
  let planned: { from: SizePx; size: SizePx; apply: Resample } | null = null;
  return (raster) => {
    const { widthPx, heightPx, data } = raster;
    const longer = Math.max(widthPx, heightPx);
    if (longer <= WORKING_PX) return raster;
    if (planned?.from.widthPx !== widthPx || planned.from.heightPx !== heightPx) {
      const reduced = (side: number) => Math.max(1, Math.round((side * WORKING_PX) / longer));
      const size = { widthPx: reduced(widthPx), heightPx: reduced(heightPx) };
      const whole = { leftPx: 0, topPx: 0, widthPx, heightPx };
      const apply = planResampling({ widthPx, heightPx }, whole, { size, kernel: 'area' });
      planned = { from: { widthPx, heightPx }, size, apply };
    }
    const { size, apply } = planned;
    const target = new Uint8Array(size.widthPx * size.heightPx * 3);
    apply(data, target);
    return { ...size, data: target };
  };
}
