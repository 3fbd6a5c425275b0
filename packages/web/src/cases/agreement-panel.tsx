import { type Estimate, figureText, percentText, type Rate, shareText } from 'leukoscope/browser';
import { useRead } from '../api/api-context.tsx';
import { useTexts } from '../base/page-context.tsx';
import { Facts, Muted, Panel } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { AGREEMENT_TEXTS } from './agreement-texts.ts';

/** How first and second reader agree. */
export function AgreementPanel({ caseId }: { caseId: string }) {
  const texts = useTexts(AGREEMENT_TEXTS);
  const agreement = useRead('get /cases/{id}/agreement', { params: { id: caseId } });
  return (
    <Panel title={texts.title}>
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
    </Panel>
  );
}
