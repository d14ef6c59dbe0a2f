"""Packages around us that are broken, each in its own way: every command works, and says which they are."""

import json
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.cli.running import Done
from tests.cli.running import run as run_here
from tests.definitions.definitions import PLAN
from tests.plugins.test_discovery import run as run_apart
from tests.thorough import THOROUGH

from digiramverk.cli.surroundings import Detour
from digiramverk.core.foreign_code import cause_of, from_keyboard
from digiramverk.plugins.host import PluginHost

HOOK = """\
from digiramverk.plugin import *
from digiramverk.plugin import fold, framework, hookimpl, renderer
from pathlib import Path

@hookimpl
def digiramverk_{hook}():
    return {given}
"""


def hook(given: str, name: str = "frameworks") -> str:
    """The text of a plugin whose hook gives something."""
    return HOOK.format(hook=name, given=given)


@attrs.frozen
class Package:
    """An installed package.

    Attributes:
        name: of its module.
        code: the module's text.
        expect: the code that tells of it; None where nothing is wrong with it.
        entry_points, metadata: what its description says, None for a file that is not there.
        change: does something more to the folder with its description.
    """

    name: str
    code: str = ""
    expect: str | None = "DR501"
    entry_points: str | bytes | None = "[digiramverk]\n{name} = {name}\n"
    metadata: str | bytes | None = "Metadata-Version: 2.1\nName: dist-{name}\nVersion: 1.5\n"
    change: Callable[[Path], object] = lambda _: None

    def install(self, site: Path) -> None:
        """Put it into a folder, as an installer would."""
        (site / f"{self.name}.py").write_text(self.code, encoding="utf-8")
        info = site / f"{self.name}-1.5.dist-info"
        info.mkdir()
        for file, text in (("entry_points.txt", self.entry_points), ("METADATA", self.metadata)):
            if text is not None:
                data = text if isinstance(text, bytes) else text.format(name=self.name).encode()
                (info / file).write_bytes(data)
        self.change(info)


def twice(info: Path) -> None:
    """The same package again, another version with another offer."""
    other = info.with_name(info.name.replace("1.5", "1.6"))
    other.mkdir()
    for file in info.iterdir():
        text = (
            file.read_text(encoding="utf-8")
            .replace("1.5", "1.6")
            .replace("[digiramverk]\n", "[digiramverk]\nmer = p_twice\n")
        )
        (other / file.name).write_text(text, encoding="utf-8")


def as_file(info: Path) -> None:
    """A description that is a file."""
    for file in info.iterdir():
        file.unlink()
    info.rmdir()
    info.write_text("trasig", encoding="utf-8")


def folder_of_entry_points(info: Path) -> None:
    """A list of entry points that is a folder."""
    (info / "entry_points.txt").unlink()
    (info / "entry_points.txt").mkdir()


GOOD = hook("[]")
FOLD = 'fold("bredd", lambda table: 1)'

PACKAGES = [
    Package("p_list", expect="DR909", entry_points="[digiramverk]\np_list = p list:::\nutanvarde\n"),
    Package("p_others_list", expect="DR909", entry_points="[console_scripts]\nutanvarde\n"),
    Package("p_bytes", expect="DR909", entry_points=b"[digiramverk]\n\xff\xfe = \xff\n"),
    Package("p_file", expect="DR909", change=as_file),
    Package("p_folder", expect=None, change=folder_of_entry_points),
    Package("p_value", entry_points="[digiramverk]\np_value = p value:::\n"),
    Package("p_empty_value", entry_points="[digiramverk]\np_empty_value =\n"),
    Package("p_module", entry_points="[digiramverk]\np_module = finns_inte_alls:x\n"),
    Package("p_attribute", entry_points="[digiramverk]\np_attribute = p_attribute:saknas.helt\n"),
    Package("p_no_metadata", GOOD, "DR909", metadata=None),
    Package("p_no_name", GOOD, "DR909", metadata="Metadata-Version: 2.1\nVersion: 1.5\n"),
    Package("p_bad_metadata", GOOD, "DR909", metadata=b"Name: \xff\xfe\nVersion: 1.5\n"),
    Package("p_twice", GOOD, "DR911", change=twice),
    Package("p_raises", "raise ValueError('trasig')"),
    Package("p_exits", "import sys\nsys.exit(4)"),
    Package("p_interrupts", "raise KeyboardInterrupt"),
    Package("p_memory", "raise MemoryError"),
    Package("p_generator", "raise GeneratorExit"),
    Package("p_base", "class Own(BaseException): pass\nraise Own('eget')"),
    Package("p_mute", "class Own(Exception):\n    def __str__(self): return 1 / 0\nraise Own"),
    Package("p_recursion", "def f(): f()\nf()"),
    Package("p_syntax", "def f(:"),
    Package("p_prints", "print('hej')\nimport sys\nsys.stdout.write('hej')\n" + GOOD, None),
    Package("p_stdout", "import io, sys\nsys.stdout = io.StringIO()\n" + GOOD, None),
    Package("p_closes", "import sys\nsys.stdout.close()\n" + GOOD, None),
    Package("p_moves", "import os, tempfile\nos.chdir(tempfile.gettempdir())\n" + GOOD, None),
    Package("p_warns", "import warnings\nwarnings.filterwarnings('error', message='a')\n" + GOOD, None),
    Package("p_no_hooks", "x = 1", "DR914"),
    Package("p_object", "x = object()", "DR914", entry_points="[digiramverk]\np_object = p_object:x\n"),
    Package("p_circular", "import digiramverk\nfrom digiramverk import *\n" + GOOD, None),
    Package("p_circular_early", "from digiramverk.workspace import Workspace\nWorkspace()\n" + GOOD, None),
    Package(
        "p_host_in_hook",
        "from digiramverk.plugins.host import PluginHost\n" + hook("PluginHost().plugins and []"),
        None,
    ),
    Package("p_hook_raises", hook("1 / 0")),
    Package("p_hook_exits", hook("__import__('sys').exit(0)")),
    Package("p_number", hook("5")),
    Package("p_text", hook("'lika'"), "DR505"),
    Package("p_dict", hook("[{'id': 'lika'}]"), "DR505"),
    Package("p_endless", hook("__import__('itertools').repeat(Registered('x', Path('x'), ''))")),
    Package("p_nothing", hook("None"), None),
    Package("p_id", hook("[Registered(5, Path('x'), '')]"), "DR910"),
    Package("p_path", hook("[Registered('x', 'x', '')]"), "DR910"),
    Package("p_examples", hook("[Registered('x', Path('x'), '', 'abc')]"), "DR910"),
    Package("p_fold_name", hook("[fold(None, len)]", "folds"), "DR910"),
    Package("p_fold_compute", hook("[fold('bredd', 5)]", "folds"), "DR910"),
    Package("p_fold_unit", hook("[fold('bredd', len, unit=5)]", "folds"), "DR910"),
    Package("p_renderer_name", hook("[renderer(b'x', len)]", "renderers"), "DR910"),
    Package("p_renderer_suffixes", hook("[renderer('x', len, suffixes='.x')]", "renderers"), "DR910"),
    Package("p_signature", GOOD.replace("frameworks()", "frameworks(a, b)")),
    Package("p_unmarked", GOOD.replace("@hookimpl", "")),
    Package("p_unknown_hook", GOOD.replace("frameworks()", "framworks()")),
    Package("p_wrapper", GOOD.replace("@hookimpl", "@hookimpl(wrapper=True)")),
    Package("p_no_definition", hook("[Registered('x', Path('finns-inte'), '')]"), "DR001"),
]
COMMANDS = {
    "score": ("score", "plan.yaml", "svar.yaml", "--format", "json"),
    "list": ("list", "--format", "json"),
    "plugins": ("plugins", "--format", "json"),
    "report": ("report", "plan.yaml", "svar.yaml", "--to", "md"),
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that packages can be installed in, away from where commands run."""
    folder, home = tmp_path / "site", tmp_path / "hem"
    folder.mkdir()
    home.mkdir()
    (home / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (home / "svar.yaml").write_text("answers: {L1: ja, L2: delvis}\n", encoding="utf-8")
    monkeypatch.chdir(home)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("DIGIRAMVERK_LANG", "sv")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    modules = dict(sys.modules)
    yield folder
    for name in sys.modules.keys() - modules.keys():
        if name.startswith("p_"):
            del sys.modules[name]


def shown(package: Package, command: str, done: Done) -> None:
    """A command has worked, and says which package is broken, how, and what to do."""
    assert (done.code, "DR970" in done.err) == (0, False), done.err
    assert "Traceback" not in done.err
    assert "hej" not in done.out
    if command != "report":
        json.loads(done.out)
    if command in {"list", "plugins"} and (package.expect != "DR001" or command == "list"):
        codes = {word.strip(":") for word in done.err.split() if word.startswith("DR")}
        assert codes == ({package.expect} if package.expect else set()), done.err
        if package.expect not in {None, "DR001"}:
            assert package.name in done.err
            assert "Gör så här" in done.err


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_broken_package_stops_nothing_and_is_shown(
    package: Package, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = {command: run_here(capsys, *COMMANDS[command]).out for command in ("score", "report")}
    package.install(site)
    filters = list(warnings.filters)
    for command, arguments in COMMANDS.items():
        # It loads all frameworks that are installed here, which the test of all packages does too.
        if command == "list" and not THOROUGH and package.expect != "DR001":
            continue
        done = run_here(capsys, *arguments)
        shown(package, command, done)
        assert done.out == without.get(command, done.out)
        assert list(warnings.filters) == filters


OTHERS = [
    Package("p_others_bytes", metadata=b"Name: \xff\xfe\nVersion: 1.5\n", entry_points=None),
    Package("p_others_nothing", metadata=None, entry_points=None),
    Package("p_others_nameless", metadata="Version: 1.5\n", entry_points="[console_scripts]\nx = y:z\n"),
]


@pytest.mark.parametrize("package", OTHERS, ids=lambda package: package.name)
def test_plugins_says_which_other_packages_cannot_be_read(
    package: Package, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package.install(site)
    done = run_here(capsys, *COMMANDS["plugins"])
    shown(attrs.evolve(package, expect="DR909"), "plugins", done)
    (found,) = (each for each in json.loads(done.out) if not each["ok"])
    assert (found["name"], found["distribution"], found["version"]) == ("-", package.name, "1.5")
    assert "DR909" not in run_here(capsys, *COMMANDS["score"]).err


def test_all_of_them_together(site: Path) -> None:
    """In processes of their own: what is printed below Python goes aside, too."""
    for package in PACKAGES:
        package.install(site)
    Package("p_system", "import os\nos.system('echo hej')\nos.write(1, b'hej')\n" + GOOD).install(site)
    Package("p_at_exit", "import atexit\natexit.register(print, 'hej')\n" + GOOD).install(site)
    for command, arguments in COMMANDS.items():
        done = run_apart(site, *arguments)
        assert done.code == 0, done.err
        assert "hej" not in done.out
        assert "DR970" not in done.err
        assert "Traceback" not in done.err
        found: Any = None if command == "report" else json.loads(done.out)
        if command == "plugins":
            problems = {each["problem"]["code"] for each in found if each["problem"]}
            assert problems == {"DR501", "DR505", "DR909", "DR910", "DR911", "DR914"}
            assert {"lika", "p_prints", "p_system", "p_circular"} <= {
                each["name"] for each in found if each["ok"]
            }


@pytest.mark.parametrize(
    "given",
    [
        "1 / 0",
        "'text'",
        "None",
        "b'\\xff'",
        "__import__('sys').exit(0)",
        "exec('raise KeyboardInterrupt')",
        "print('hej') or b''[5]",
    ],
)
def test_a_format_of_others_that_goes_wrong_is_told_as_theirs(
    given: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = hook(f"[renderer('eget', lambda documents, options: {given}, text=True)]", "renderers")
    Package("p_format", code, None).install(site)
    done = run_here(capsys, *COMMANDS["report"][:3], "--to", "eget")
    assert (done.code, done.out) == (1, "")
    assert "DR822" in done.err
    assert "dist-p_format" in done.err


def test_what_a_format_or_a_function_of_others_prints_goes_aside(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "from fractions import Fraction\n" + hook(
        "[fold('bredd', lambda table: print('hej') or Fraction(1))]", "folds"
    )
    code += hook(
        "[renderer('eget', lambda documents, options: print('hej') or b'klart', text=True)]", "renderers"
    )
    Package("p_talks", code, None).install(site)
    Path("plan.yaml").write_text(PLAN + "rules: {width: {value: bredd(points)}}\n", encoding="utf-8")
    scored = run_here(capsys, *COMMANDS["score"])
    assert scored.data["measures"]["width"][0]["value"] == 1
    assert "hej" in scored.err
    reported = run_here(capsys, *COMMANDS["report"][:3], "--to", "eget")
    assert reported.out == "klart"
    assert "hej" in reported.err


@pytest.fixture
def listens_to_the_keyboard() -> Iterator[None]:
    """Python's own handler, which a process that was started in the background does not have."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("listens_to_the_keyboard")
def test_a_key_that_is_pressed_stops_the_program_and_one_that_is_raised_does_not() -> None:
    def pressed() -> None:
        # As the interpreter does it: from outside, while something else is done.
        signal.raise_signal(signal.SIGINT)

    def raised() -> None:
        raise KeyboardInterrupt

    for function, from_outside in ((pressed, True), (raised, False)):
        with pytest.raises(KeyboardInterrupt) as caught:
            function()
        assert from_keyboard(caught.value) == from_outside
    assert not from_keyboard(ValueError())
    assert cause_of(ValueError("a\n b")) == "ValueError: a b"


def test_a_finder_of_others_that_goes_wrong_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        @staticmethod
        def find_distributions(context: object) -> Iterator[int]:
            return map(int, [str(type(context))])

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    host = PluginHost()
    assert [each.code for each in host.problems] == ["DR909"]
    assert "lika" in [each.name for each in host.plugins]


def test_streams_are_put_back_whatever_threads_and_calls_within_calls_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    detour, own = Detour(), sys.stdout

    def work(_: int) -> None:
        for _ in range(50):
            with detour(), detour():
                sys.stdout.write("hej")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert sys.stdout is own
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("hej") == 400
    with pytest.raises(LookupError), detour():
        raise LookupError
    assert sys.stdout is own
