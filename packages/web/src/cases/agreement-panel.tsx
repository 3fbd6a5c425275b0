import { type Estimate, figureText, percentText, type Rate, shareText } from 'leukoscope/browser';
import { useRead } from '../api/api-context.tsx';
import type { CaseAnswer } from '../api/types.ts';
import { useTexts } from '../base/page-context.tsx';
import { Facts, Muted, Panel } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { AGREEMENT_TEXTS } from './agreement-texts.ts';

/** How first and second reader agree, where that does not tell one of them what the other decided. */
export function AgreementPanel({ caseAnswer: { id, blinded, state } }: { caseAnswer: CaseAnswer }) {
  const texts = useTexts(AGREEMENT_TEXTS);
  return (
    <Panel title={texts.title}>
      {blinded && state === 'open' ? <Muted>{texts.blinded}</Muted> : <Agreement caseId={id} />}
    </Panel>
  );
}

function Agreement({ caseId }: { caseId: string }) {
  const texts = useTexts(AGREEMENT_TEXTS);
  const agreement = useRead('get /cases/{id}/agreement', { params: { id: caseId } });
  return (
    <Loaded query={agreement}>
      {({ both, observed, kappa, open }) =>
        both === 0 ? (
          <Muted>{texts.none}</Muted>
        ) : (
          <>
            <p>
              {texts.both(both)} {texts.open(open.length)}
            </p>
            <Facts
              rows={[
                [texts.observed, figureText(observed as Rate, percentText)],
                [texts.kappa, figureText(kappa as Estimate, shareText)],
              ]}
            />
          </>
        )
      }
    </Loaded>
  );
}
