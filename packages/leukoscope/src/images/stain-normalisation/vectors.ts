/** Three numbers: red, green, blue. */
export type Vector = readonly [number, number, number];

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function scaled(a: Vector, factor: number): Vector {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function sumOf(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function unit(a: Vector): Vector {
  return scaled(a, 1 / Math.sqrt(dot(a, a)));
}

/** Row by row. */
export type Matrix = readonly [Vector, Vector, Vector];

export function times(matrix: Matrix, vector: Vector): Vector {
  return [dot(matrix[0], vector), dot(matrix[1], vector), dot(matrix[2], vector)];
}

/**
 * Eigenvectors of a symmetric matrix, that of the largest eigenvalue first: Jacobi's rotations, which need nothing but
 * arithmetic and square roots, so that every machine agrees.
 */
export function eigenvectorsOf(symmetric: Matrix): Matrix {
  const a = symmetric.map((row) => [...row]) as [number[], number[], number[]];
  const v = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  // Convergence is quadratic: after ten sweeps of three rotations nothing is left beside the diagonal.
  for (let sweep = 0; sweep < 10; sweep++) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      rotate(a, v, p, q);
    }
  }
  const order = [0, 1, 2].sort((i, j) => a[j]![j]! - a[i]![i]!);
  return order.map((column) => v.map((row) => row[column]!)) as unknown as Matrix;
}

/** Turns axes p and q so that their entry beside the diagonal vanishes; `v` collects the turns. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const beside = a[p]![q]!;
  if (beside === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * beside);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (row: number[]) => {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = cosine * x - sine * y;
    row[q] = sine * x + cosine * y;
  };
  a.forEach(turn);
  const [rowP, rowQ] = [a[p]!.slice(), a[q]!.slice()];
  for (let i = 0; i < 3; i++) {
    a[p]![i] = cosine * rowP[i]! - sine * rowQ[i]!;
    a[q]![i] = sine * rowP[i]! + cosine * rowQ[i]!;
  }
  v.forEach(turn);
}
