/**
 * Frees the memory of an array at once; it is empty afterwards. Some megabytes for each hundred images, left to the garbage
 * collector, would set the peak of memory and make it run often.
 */
export function release({ buffer }: ArrayBufferView): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
