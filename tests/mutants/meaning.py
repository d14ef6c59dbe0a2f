"""What of a module decides what it does, so that a change of anything else is no mistake."""

import ast
from typing import Any, Final

_PASS: Final = ast.Pass()


def meaning(tree: ast.Module) -> str:
    """The module without what only readers and type checkers look at. Changes the tree."""
    return ast.dump(_Meaning().visit(tree))


class _Meaning(ast.NodeTransformer):
    """Takes away what decides nothing."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """A type is for checkers; so is all of an alias."""
        if isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias":
            return _PASS
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """Aliases and variables of types, and what a module offers to `import *`."""
        match node.targets:
            case [ast.Name(id=name)] if name == "__all__" or (
                name.lstrip("_")[:1].isupper() and not name.isupper()
            ):
                return _PASS
            case _:
                return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """A parameter's type."""
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """What a function returns; what only states a type."""
        node.returns = None
        if any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list):
            return _PASS
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST:
        """What only type checkers import."""
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return _PASS
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """Docstrings, of values too."""
        return _PASS if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> Any:  # noqa: ANN401 - what ast calls it
        """Types, `repr`, names in generated code, what nobody gives a constructor, and what cannot happen."""
        match node.func:
            case ast.Attribute(attr="field"):
                node.keywords = [word for word in node.keywords if word.arg not in {"repr", "init"}]
            case ast.Attribute(attr="fresh"):
                node.args = []
            case ast.Name(id="cast") if node.args:
                return self.visit(node.args[-1])
            case ast.Name(id="assert_never"):
                return ast.Constant(None)
            case ast.Name(id="zip"):
                node.keywords = [word for word in node.keywords if word.arg != "strict"]
            case _:
                pass
        return self.generic_visit(node)
