import ts from "typescript";

/** What stands left of `=` when the binding `{ a, b: [c] = d, ...e }` of a declaration becomes an assignment. */
export function assignmentTarget(name: ts.BindingName, factory: ts.NodeFactory): ts.Expression {
  if (ts.isIdentifier(name)) return name;
  if (ts.isArrayBindingPattern(name)) {
    return factory.createArrayLiteralExpression(
      name.elements.map((element) => {
        if (ts.isOmittedExpression(element)) return element;
        const target = withDefault(element, factory);
        return element.dotDotDotToken === undefined ? target : factory.createSpreadElement(target);
      }),
    );
  }
  return factory.createObjectLiteralExpression(name.elements.map((element) => property(element, factory)));
}

function property(element: ts.BindingElement, factory: ts.NodeFactory): ts.ObjectLiteralElementLike {
  const { name, propertyName, initializer, dotDotDotToken } = element;
  if (dotDotDotToken !== undefined) return factory.createSpreadAssignment(assignmentTarget(name, factory));
  if (propertyName === undefined && ts.isIdentifier(name)) {
    return factory.createShorthandPropertyAssignment(name, initializer);
  }
  return factory.createPropertyAssignment(propertyName ?? (name as ts.Identifier), withDefault(element, factory));
}

function withDefault({ name, initializer }: ts.BindingElement, factory: ts.NodeFactory): ts.Expression {
  const target = assignmentTarget(name, factory);
  return initializer === undefined ? target : factory.createAssignment(target, initializer);
}
