import { EXIT, entry } from './entry.ts';

const SYSTEM_REASONS: Record<string, { en: string; es: string }> = {
  ENOSPC: { en: 'the disk is full', es: 'el disco está lleno' },
  EDQUOT: { en: 'your disk quota is used up', es: 'su cuota de disco está agotada' },
  EACCES: { en: 'permission denied', es: 'permiso denegado' },
  EPERM: { en: 'operation not permitted', es: 'operación no permitida' },
  EROFS: { en: 'the file system is read-only', es: 'el sistema de archivos es de solo lectura' },
  EMFILE: { en: 'too many open files', es: 'demasiados archivos abiertos' },
  EIO: { en: 'the disk reported an error', es: 'el disco informó de un error' },
};

const reason = (systemCode: string, language: 'en' | 'es'): string =>
  SYSTEM_REASONS[systemCode]?.[language] ?? systemCode;

const DEVICE_NEEDS = {
  cuda: { en: 'NVIDIA card with CUDA', es: 'una tarjeta NVIDIA con CUDA' },
  webgpu: { en: 'graphics card that WebGPU can use', es: 'una tarjeta gráfica que WebGPU pueda usar' },
} as const;

/** What the machine refused: disk, permission, network (exit 5). */
export const machineErrors = {
  'machine.cannot-write': entry<{ path: string; systemCode: string }>({
    exitCode: EXIT.machine,
    httpStatus: 507,
    en: (d) => ({
      message: `cannot write ${d.path}: ${reason(d.systemCode, 'en')} (${d.systemCode}).`,
      hint: 'Free space or choose another place (--out for results; LEUKOSCOPE_CACHE, or --no-cache, for the cache).',
    }),
    es: (d) => ({
      message: `no se puede escribir ${d.path}: ${reason(d.systemCode, 'es')} (${d.systemCode}).`,
      hint: 'Libere espacio o elija otro lugar (--out para los resultados; LEUKOSCOPE_CACHE, o --no-cache, para la caché).',
    }),
  }),
  'machine.cannot-read': entry<{ path: string; systemCode: string }>({
    exitCode: EXIT.machine,
    httpStatus: 500,
    en: (d) => ({
      message: `cannot read ${d.path}: ${reason(d.systemCode, 'en')} (${d.systemCode}).`,
      hint: 'Check who may read it (ls -l), or copy it to a folder of your own.',
    }),
    es: (d) => ({
      message: `no se puede leer ${d.path}: ${reason(d.systemCode, 'es')} (${d.systemCode}).`,
      hint: 'Compruebe quién puede leerlo (ls -l) o cópielo a una carpeta propia.',
    }),
  }),
  'machine.no-device': entry<{ device: keyof typeof DEVICE_NEEDS; reason: string }>({
    exitCode: EXIT.machine,
    httpStatus: 503,
    en: (d) => ({
      message: `cannot compute on ${d.device} (--device): this machine has no ${DEVICE_NEEDS[d.device].en}, or it is not set up (${d.reason}).`,
      hint: `Use --device cpu${d.device === 'cuda' ? ', or set CUDA up: the guide says how, under "A graphics card?" in faq.md' : ''}.`,
    }),
    es: (d) => ({
      message: `no se puede calcular en ${d.device} (--device): este equipo no tiene ${DEVICE_NEEDS[d.device].es}, o no está preparado (${d.reason}).`,
      hint: `Use --device cpu${d.device === 'cuda' ? ', o instale CUDA: la guía explica cómo, en «¿Una tarjeta gráfica?» de faq.md' : ''}.`,
    }),
  }),
} as const;
