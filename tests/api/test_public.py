"""What the library promises to those who import it."""

import copy
import inspect
import pickle
from importlib import import_module
from types import ModuleType

import pytest

from digiramverk import errors
from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import EXIT_OUR_BUG, EXIT_WRONG_INPUT
from digiramverk.core.language import AnyOf, Names, Word
from digiramverk.core.place import Source, Span

PUBLIC = ["digiramverk", "digiramverk.errors", "digiramverk.plugin"]
ERRORS = [
    cls for cls in vars(errors).values() if inspect.isclass(cls) and issubclass(cls, errors.DigiramverkError)
]


@pytest.mark.parametrize("name", PUBLIC)
def test_public_names_are_listed_in_order_and_can_be_imported(name: str) -> None:
    module = import_module(name)
    assert module.__all__ == sorted(module.__all__)
    assert len(set(module.__all__)) == len(module.__all__)
    assert all(hasattr(module, each) for each in module.__all__)


@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_public_is_left_out_of_the_list(name: str) -> None:
    module = import_module(name)
    public = {
        each
        for each, value in vars(module).items()
        if not each.startswith("_")
        and not isinstance(value, ModuleType)
        and getattr(value, "__module__", "").startswith("digiramverk")
    }
    assert public - set(module.__all__) == set()


@pytest.mark.parametrize("name", PUBLIC)
def test_everything_public_is_described(name: str) -> None:
    module = import_module(name)
    undescribed = [
        each
        for each in module.__all__
        if callable(getattr(module, each)) and not inspect.getdoc(getattr(module, each))
    ]
    assert undescribed == []


def problem() -> Diagnostic:
    """A diagnostic with all there is."""
    source = Source("plan.yaml", "a: b\nå: ö\n")
    args = {"expected": AnyOf((Word("string"), Word("number"))), "found": Word("array"), "x": Names.of("a")}
    return Diagnostic(
        "DR203", args, Span(source, 2, 1, 2, 2), ("a", 0), ("b",), (Span(source, 1, 1, 1, 2),), "c"
    )


@pytest.mark.parametrize("error", ERRORS, ids=lambda cls: cls.__name__)
def test_errors_survive_pickling_and_copying(error: type[errors.DigiramverkError]) -> None:
    made = error([problem()])
    copies = [pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made)]  # noqa: S301 - our own
    for each in copies:
        assert type(each) is error
        assert each.diagnostics == made.diagnostics
        assert each.text("sv") == made.text("sv")
        assert each.exit_code == made.exit_code


@pytest.mark.parametrize("error", ERRORS, ids=lambda cls: cls.__name__)
def test_every_error_can_be_caught_as_one_of_ours(error: type[errors.DigiramverkError]) -> None:
    assert issubclass(error, errors.DigiramverkError)
    assert error.exit_code == (EXIT_OUR_BUG if error is errors.InternalError else EXIT_WRONG_INPUT)


@pytest.mark.parametrize(
    ("error", "standard"),
    [
        (errors.InputError, ValueError),
        (errors.NotFoundError, LookupError),
        (errors.MissingExtraError, ImportError),
    ],
)
def test_errors_are_also_what_python_calls_them(
    error: type[errors.DigiramverkError], standard: type[Exception]
) -> None:
    assert issubclass(error, standard)


def test_an_error_reads_in_the_language_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    error = errors.DefinitionError([problem()])
    monkeypatch.setenv("DIGIRAMVERK_LANG", "sv")
    assert str(error).startswith("fel DR203: Här ska stå text eller ett tal, men det är en lista.")
    monkeypatch.setenv("DIGIRAMVERK_LANG", "en")
    assert str(error).startswith("error DR203: This should be text or a number, but it is a list.")
