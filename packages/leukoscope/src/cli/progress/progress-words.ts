import type { Language } from '../../errors/entry.ts';
import { numberFormat } from '../../errors/wording.ts';
import type { ProgressEvent, ProgressNote } from '../../progress/progress.ts';
import { partOfSizeText, sizeText } from '../size-text.ts';
import type { Texts } from '../texts/texts.ts';

type NoteTexts = Texts['progress']['notes'];

/** Turns events into words in one language. */
export interface ProgressWords {
  /** `training` */
  stage(event: ProgressEvent): string;
  /** `1,200/4,500 images`, `1.52/35.5 MB` */
  amount(event: ProgressEvent): string;
  /** `350/s`, `0:12 left`, `epoch 3/45`, `loss 0.3210`: what is known of it, the most wanted first */
  facts(event: ProgressEvent): string[];
}

export function progressWords(language: Language, texts: Texts['progress']): ProgressWords {
  const whole = numberFormat(language, { maximumFractionDigits: 0 });
  const short = numberFormat(language, { maximumSignificantDigits: 2 });
  const rateText = (perSecond: number, unit: ProgressEvent['unit']) =>
    unit === 'bytes' ? sizeText(perSecond, language) : (perSecond >= 10 ? whole : short)(perSecond);
  return {
    stage: (event) => texts.stages[event.stage],
    amount: ({ done, total, unit }) => {
      if (unit === 'bytes')
        return total === null ? sizeText(done, language) : partOfSizeText({ done, total }, language);
      const ofTotal = total === null ? '' : `/${whole(total)}`;
      return `${whole(done)}${ofTotal} ${texts.units[unit]}`;
    },
    facts: ({ unit, perSecond, etaSeconds, elapsedSeconds, ended, note }) =>
      [
        perSecond === null ? null : texts.perSecond(rateText(perSecond, unit)),
        ended ? texts.took(clockTime(elapsedSeconds)) : null,
        ended || etaSeconds === null ? null : texts.remaining(clockTime(etaSeconds)),
        ...noteFacts(note ?? {}, texts.notes),
      ].filter((fact) => fact !== null),
  };
}

/** `run 2/14 (ID 10)`, `teacher 1/3`, `trial 3/16 to epoch 9`, `epoch 3/45`, `loss 0.3210`, `AUC 0.987` */
function noteFacts(note: ProgressNote, texts: NoteTexts): string[] {
  const { run, runs, experiment, fold, teacher, teachers, trial, trials, toEpoch, epoch, epochs, loss, rocAuc } = note;
  return [
    ...(run === undefined ? [] : [texts.run(`${run}/${runs}`, { experiment, fold })]),
    ...(teacher === undefined ? [] : [texts.teacher(`${teacher}/${teachers}`)]),
    ...(trial === undefined ? [] : [texts.trial(`${trial}/${trials}`, String(toEpoch))]),
    ...(epoch === undefined ? [] : [texts.epoch(`${epoch}/${epochs}`)]),
    ...(loss === undefined ? [] : [texts.loss(loss.toFixed(4))]),
    ...(rocAuc === undefined ? [] : [texts.auc(rocAuc.toFixed(3))]),
  ];
}

/** `0:07`, `12:05`, `1:02:03`, `30:00:00` for a run of more than a day. */
export function clockTime(seconds: number): string {
  const all = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}
