import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';

const operator: Operator<null> = {
  name: 'spaceToDepth',
  infer([x]) {
    const [items, channels, height, width] = x!.shape;
    if (x!.shape.length !== 4 || height! % 2 !== 0 || width! % 2 !== 0) {
      throw new RangeError(`spaceToDepth() x: got ${describeType(x!)}, expected [N, C, H, W] with even H and W`);
    }
    return [float32(items!, 4 * channels!, height! / 2, width! / 2)];
  },
  lower: (emit, { inputs, outputs }) => void emit.node('SpaceToDepth', inputs, { blocksize: 2 }, outputs[0]),
  gradient: ({ outputGradients: [dy] }) => [applyOne(gradientOperator, [dy!], null)],
};

const gradientOperator: Operator<null> = {
  name: 'spaceToDepthGradient',
  infer([dy]) {
    const [items, channels, height, width] = dy!.shape;
    return [float32(items!, channels! / 4, 2 * height!, 2 * width!)];
  },
  lower: (emit, { inputs, outputs }) =>
    void emit.node('DepthToSpace', inputs, { blocksize: 2, mode: 'DCR' }, outputs[0]),
};

/**
 * Each 2 x 2 block of a plane becomes one position in four planes, phase after phase: (0,0), (0,1), (1,0), (1,1).
 * @param x float32 `[N, C, H, W]`, H and W even. @returns float32 `[N, 4·C, H/2, W/2]`.
 */
export const spaceToDepth = (x: Tensor): Tensor => applyOne(operator, [x], null);
