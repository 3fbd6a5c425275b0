import { describe, expect, it } from 'vitest';
import { type Answer, type Body, OPERATIONS, type Params, type Query } from './api/all-operations.ts';
import { openApiDocument } from './openapi.ts';

describe('the OpenAPI document', () => {
  const document = openApiDocument('1.2.3');
  const described = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { operationId: string }>).map(([method, { operationId }]) => ({
      ...{ path, method, operationId },
    })),
  );

  it('has every operation once, at its path and method', () => {
    const expected = Object.entries(OPERATIONS).map(([operationId, { path, method }]) => ({
      ...{ path: `/api/v1${path}`, method, operationId },
    }));
    expect(described.toSorted((a, b) => (a.operationId < b.operationId ? -1 : 1))).toEqual(
      expected.toSorted((a, b) => (a.operationId < b.operationId ? -1 : 1)),
    );
  });

  it('refers to no schema that it does not hold', () => {
    const text = JSON.stringify(document);
    const named = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => document.components?.schemas?.[name] === undefined)).toEqual([]);
  });

  it('is what the types of answers are read off', () => {
    const state: Answer<'getCase'>['state'] = 'signed';
    expect(OPERATIONS.getCase.answer.shape.state.parse(state)).toBe('signed');
    const params: Params<'getCell'> = { id: '6f1c1f0e-4d0f-4c3c-9d0f-6a3f9c1b2d3e', number: '3' };
    expect(OPERATIONS.getCell.params.parse(params).number).toBe(3);
    const query: Query<'getImage'> = {};
    expect(OPERATIONS.getImage.query.parse(query).side).toBe('full');
    const body: Body<'addReviews'> = { changes: [{ number: 1, typeCode: 'MYB' }] };
    expect(OPERATIONS.addReviews.body.parse(body).reading).toBe('first');
  });
});
