import type { Licence } from './data-source.ts';

const CC_BY_4_NAME = 'Creative Commons Attribution 4.0';
const CC_BY_3_NAME = 'Creative Commons Attribution 3.0';

export const CC_BY_4: Licence = {
  name: { en: CC_BY_4_NAME, es: CC_BY_4_NAME },
  spdx: 'CC-BY-4.0',
  url: 'https://creativecommons.org/licenses/by/4.0/',
};

export const CC_BY_3: Licence = {
  name: { en: CC_BY_3_NAME, es: CC_BY_3_NAME },
  spdx: 'CC-BY-3.0',
  url: 'https://creativecommons.org/licenses/by/3.0/',
};

export const BSD_3: Licence = {
  name: { en: 'BSD 3-Clause', es: 'BSD de 3 cláusulas' },
  spdx: 'BSD-3-Clause',
  url: 'https://spdx.org/licenses/BSD-3-Clause.html',
};
