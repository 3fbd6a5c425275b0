import type { Language } from 'leukoscope/browser';
import { API_ROOT } from './client.ts';

/** Address of a page or file that the server makes, in the language of the page it is opened from, not the browser's. */
export function fileAddress(path: `/${string}`, language: Language): string {
  return `${API_ROOT}${path}?language=${language}`;
}
