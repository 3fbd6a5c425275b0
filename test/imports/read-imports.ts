import { type CallExpression, type Expression, parseSync, Visitor } from 'oxc-parser';

/** One arrow out of a file: what it names, and where. */
export interface ImportedName {
  /** As written, `./cell.ts` or `node:fs`; `null` where it is computed and nothing can be said of it. */
  readonly specifier: string | null;
  /** Counted from 1. */
  readonly line: number;
}

/**
 * Every module that a TypeScript file names: static and dynamic imports, re-exports, `import('…')` in types, `require`,
 * `process.getBuiltinModule`, `import.meta.resolve`, and `new URL('…', import.meta.url)` (how a worker is started).
 * Types count: an arrow is an arrow.
 *
 * @throws SyntaxError if the file cannot be parsed.
 */
export function readImports(path: string, text: string): ImportedName[] {
  const { program, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new SyntaxError(`${path}: ${errors[0].message}`);
  const found: ImportedName[] = [];
  const add = (specifier: string | null, offset: number): void => {
    found.push({ specifier, line: text.slice(0, offset).split('\n').length });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node.source.value, node.start);
    },
    ImportExpression: (node) => add(constantText(node.source), node.start),
    TSImportType: (node) => add(node.source.value, node.start),
    TSExternalModuleReference: (node) => add(node.expression.value, node.start),
    CallExpression: (node) => {
      const argument = node.arguments[0];
      if (!loadsModule(node, text)) return;
      add(argument && argument.type !== 'SpreadElement' ? constantText(argument) : null, node.start);
    },
    NewExpression: (node) => {
      const [target, base] = node.arguments;
      if (base === undefined || target === undefined || target.type === 'SpreadElement') return;
      const relativeToModule = text.slice(base.start, base.end) === 'import.meta.url';
      const specifier = constantText(target);
      if (relativeToModule && specifier !== null && /\.[cm]?[jt]s$/.test(specifier)) add(specifier, node.start);
    },
  }).visit(program);
  return found;
}

function loadsModule(call: CallExpression, text: string): boolean {
  const callee = text.slice(call.callee.start, call.callee.end);
  return ['require', 'import.meta.resolve', 'process.getBuiltinModule'].includes(callee);
}

function constantText(expression: Expression): string | null {
  if (expression.type === 'Literal' && typeof expression.value === 'string') return expression.value;
  if (expression.type === 'TemplateLiteral' && expression.expressions.length === 0) {
    return expression.quasis[0]?.value.cooked ?? null;
  }
  return null;
}
