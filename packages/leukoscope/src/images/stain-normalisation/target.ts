/**
 * What pictures are made to look like: medians over the open data set PBC (Acevedo et al., Data in Brief 2020, doi
 * 10.17632/snkd93bnjr.1, CC BY 4.0) without its platelets, made by golden/make_stain_normalisation.py --target.
 */
export const TARGET = {
  reinhard: { mean: [-0.539, 0.0323, 0.0248], deviation: [0.4576, 0.1711, 0.0129] },
  macenko: {
    glass: [254, 228, 202],
    blue: [0.7141, 0.6604, 0.2327],
    eosin: [0.4298, 0.8995, 0.0789],
    amounts: [0.952, 2.1729],
  },
} as const;
