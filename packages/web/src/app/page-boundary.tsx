import { Component, type ReactNode } from 'react';
import { useTexts } from '../base/page-context.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/layout.tsx';
import { APP_TEXTS } from './app-texts.ts';

interface State {
  readonly error: Error | null;
}

/** A page that fails says so, and leaves the others in reach. */
export class PageBoundary extends Component<{ children: ReactNode }, State> {
  override readonly state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Broken error={this.state.error} />;
  }
}

function Broken({ error }: { error: Error }) {
  const texts = useTexts(APP_TEXTS);
  return (
    <div role="alert">
      <Notice tone="bad">
        <p>{texts.broken}</p>
        <p>
          <code>{error.message}</code>
        </p>
        <Button small onClick={() => window.location.reload()}>
          {texts.reload}
        </Button>
      </Notice>
    </div>
  );
}
