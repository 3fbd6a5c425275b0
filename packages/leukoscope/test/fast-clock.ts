/** Loaded before the program (`node --import`): its clock runs 2,000 times as fast, so that checkpoints are due all the time. */
const real = performance.now.bind(performance);
performance.now = () => 2000 * real();
