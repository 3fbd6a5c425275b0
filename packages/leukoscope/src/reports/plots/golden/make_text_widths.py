"""Advance widths of DejaVu Sans, by the em. Needs Pillow and Debian's fonts-dejavu-core.

Usage: python3 make_text_widths.py > text-widths.json
"""
import json

from PIL import ImageFont, __version__

PATH = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
EM = 1000
TEXTS = [
    "0.00", "0.95", "−1.0", "10⁻⁶", "2 × 10⁻⁴", "12\u202f400", "1 − specificity",
    "Loss", "Pérdida", "Epoch", "Época", "ROC AUC (validation)", "ROC AUC (validación)",
    "training (mean over the epoch)", "entrenamiento (media de la época)",
    "validation (after the epoch)", "validación (al acabar la época)",
    "Learning rate (logarithmic)", "Tasa de aprendizaje (logarítmica)",
    "best epoch (36): 0.410", "mejor época (36): 0.410", "suggested: 0.0012", "▲ 6 batches with a loss above the frame.",
    "No validation cells: nothing here says how the model does on cells it has not seen.",
    "<img onerror=alert(1)>", "WWWWMMMM@%&", "illiWWii.ll", "ÁÉÍÓÚÑ¿¡áéíóúñü", "ResNet34, pre-trained on ImageNet", "NGS_0001.tiff",
]

font = ImageFont.truetype(PATH, EM)
widths = [{"text": text, "em": round(font.getlength(text) / EM, 4)} for text in TEXTS]
print(json.dumps({"font": "DejaVu Sans 2.37", "pillow": __version__, "widths": widths}, ensure_ascii=False, indent=1))
