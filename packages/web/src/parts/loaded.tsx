import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTexts } from '../base/page-context.tsx';
import { Muted } from './layout.tsx';
import { PART_TEXTS } from './part-texts.ts';
import { Problem } from './problem.tsx';

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** What depends on an answer: until it is there says so, and if it is refused says why. */
export function Loaded<Data>({ query, children }: LoadedProps<Data>) {
  const { loading } = useTexts(PART_TEXTS);
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Problem error={query.error} onAgain={() => void query.refetch()} />;
  return <Muted>{loading}</Muted>;
}
