"""Everything that the library knows to try, on one framework, in a test of its author's own."""

from collections.abc import Iterator
from os import PathLike

from digiramverk.core import Language, choose_language
from digiramverk.plugins import PluginHost
from digiramverk.proving import EXAMPLES, Proof, Subject, Trial, answer_files
from digiramverk.reports import case_data, claim_text, sentence
from digiramverk.workspace import Workspace


def check_framework(
    framework: str | PathLike[str],
    *,
    plugins: PluginHost | None = None,
    examples: int = EXAMPLES,
    seed: int = 0,
    least_noticed: float | None = None,
) -> Proof:
    """Fail unless a framework loads, its cases hold and its rules keep the laws.

    Args:
        framework: its id, `id@edition` or path.
        plugins: who offers it; the installed plugins if not given.
        examples: how many random populations each law is tested on, 1 or more.
        seed: decides which; the same seed gives the same.
        least_noticed: how large a part of all mistakes cases and laws together must notice, 0..1; not
            tried if not given, since that takes longer.

    Returns:
        What was proved and tested.

    Raises:
        AssertionError: with what is wrong in words, and the answers that show it.
        DefinitionError: the framework or a case has errors.
        NotFoundError: nothing is called that.

    Example:
        >>> proof = check_framework("lika", examples=5)
        >>> proof.holds
        True
    """
    workspace = Workspace(plugins)
    language = choose_language(None)
    checked = workspace.check(framework, Trial(examples, seed))
    failed = [outcome for outcome in checked.cases if not outcome.holds]
    problems = [f"{each.case.id}: {row}" for each in failed for row in case_data(each)["differences"]]
    subject = workspace.proving.subject(framework)
    problems += _broken(subject, checked.proof, language)
    if problems:
        raise AssertionError("\n".join(problems))
    if least_noticed is not None:
        score = workspace.proving.mutate(framework, seed=seed)
        if score.share < least_noticed:
            lines = [
                f"{each.mutant.where}: {each.mutant.before} → {each.mutant.after}" for each in score.survivors
            ]
            raise AssertionError("\n".join([f"{score.share:.3f} < {least_noticed}", *lines]))
    return checked.proof


def _broken(subject: Subject, proof: Proof, language: Language) -> Iterator[str]:
    for found in proof.counterexamples:
        said = claim_text(subject, found, language)
        yield f"{found.found.measure}, {said}: {sentence(subject, found, language)}"
        if found.example.forms:
            yield from (text for _, text in answer_files(subject.framework, found))
