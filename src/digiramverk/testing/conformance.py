"""One function that runs every check of a framework, for the tests of its author."""

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
        plugins: the plugins that offer it; the installed ones if not given.
        examples: how many random populations test each law, 1 or more.
        seed: chooses the populations; the same seed gives the same ones.
        least_noticed: the share of mistakes, 0..1, that cases and laws together must notice. If not given,
            no mistakes are tried, since that takes longer.

    Returns:
        For each law and measure whether it is proved, tested or waived.

    Raises:
        AssertionError: a case or a law fails; the message describes it, with the answers that show it.
        DefinitionError: the framework or a case has errors.
        NotFoundError: there is no such framework.

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
