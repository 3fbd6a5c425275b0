import { OpenAPIHono } from '@hono/zod-openapi';
import { OPERATIONS } from './api/all-operations.ts';
import { routeOf } from './route-of.ts';

/** The OpenAPI 3.1 document of the API. @param version Leukoscope's. */
export function openApiDocument(version: string) {
  const documented = new OpenAPIHono();
  for (const [name, operation] of Object.entries(OPERATIONS)) {
    documented.openAPIRegistry.registerPath(routeOf(name, operation));
  }
  return documented.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Leukoscope',
      version,
      description:
        'Cases of white blood cells: import, classify, review, sign, export, learn. Research use, not for diagnosis.',
    },
  });
}
