import { webRuntime } from '@leukoscope/engine/web';
import { checkCnn } from '../../test/check-cnn.ts';

checkCnn(() => webRuntime(), ['cnn-32-b8']);
