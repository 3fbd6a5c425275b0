import type { ByDownload, DataSource } from './data-source.ts';
import { BSD_3 } from './licences.ts';

interface Weights {
  readonly id: string;
  readonly network: string;
  /** Commit of the publisher's repository. */
  readonly revision: string;
  readonly bytes: number;
  readonly sha256: string;
}

const WEIGHTS: readonly Weights[] = [
  {
    id: 'resnet18.tv_in1k',
    network: 'ResNet18',
    revision: 'bbd144b3e5565108aad885f145491d11bc6ce807',
    bytes: 46_807_446,
    sha256: '694f673df6520a3158624e8a89af086f59923ee4cd7436fe5bc3bc71d295ad81',
  },
  {
    id: 'resnet34.tv_in1k',
    network: 'ResNet34',
    revision: '1b7b21cca82ff974d341713f777bf740c2db38c4',
    bytes: 87_278_522,
    sha256: '0bb82595a564991a9d424708b33f5d843f5aaed7f6c0886ff10849ff97022235',
  },
  {
    id: 'resnet50.tv_in1k',
    network: 'ResNet50',
    revision: '78f3ecfdb38e06d9b8397f662e7ab8fee96026fa',
    bytes: 102_469_840,
    sha256: '5d061a3c593d795bfe682d9b152bafbcf550579873492def3515b46db1189888',
  },
];

/** What the files of the weights are called where they lie: `<id>.safetensors`. */
export const weightsFileName = (id: string): string => `${id}.safetensors`;

/** torchvision's ResNets as trained on ImageNet-1k, in the safetensors form that timm publishes. */
export const IMAGENET_WEIGHTS: readonly (DataSource & { readonly obtain: ByDownload })[] = WEIGHTS.map(
  ({ id, network, revision, bytes, sha256 }) => {
    const page = `https://huggingface.co/timm/${id}`;
    return {
      id,
      holds: 'weights',
      title: `${network}, ImageNet`,
      what: {
        en: `Weights of torchvision's ${network}, trained on the photographs of ImageNet-1k, to start a training from (--model ${network.toLowerCase()} --weights imagenet).`,
        es: `Pesos de la ${network} de torchvision, entrenada con las fotografías de ImageNet-1k, para empezar un entrenamiento (--model ${network.toLowerCase()} --weights imagenet).`,
      },
      images: 1_281_167,
      classes: 1000,
      licence: BSD_3,
      citations: [
        'He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, doi 10.1109/CVPR.2016.90',
        'Wightman, "PyTorch Image Models" (2019), doi 10.5281/zenodo.4414861',
      ],
      page,
      obtain: {
        kind: 'download',
        files: [
          {
            name: weightsFileName(id),
            mostBytes: bytes,
            url: `${page}/resolve/${revision}/model.safetensors`,
            bytes,
            checksums: { sha256 },
            page,
          },
        ],
      },
    };
  },
);
