"""Shrinks an example that breaks a law to a small one that a person can read.

It removes forms first, then answers, then lowers what is left, as long as the same measure breaks the same
law.
"""

from collections.abc import Iterator

import attrs

from digiramverk.model import Answer, Assessment
from digiramverk.proving.law import Break, Example, Forms, Law, breaks_of
from digiramverk.proving.subject import Subject


def shrunk(subject: Subject, law: Law, example: Example, found: Break) -> tuple[Example, Break]:
    """A smaller example for which the same measure breaks the law, and the broken value."""
    tries = 0
    while tries < law.tries:
        for smaller in _smaller(subject, example):
            tries += 1
            broken = breaks_of(law.check(subject, smaller, frozenset({found.measure})), found.measure)
            if broken:
                example, found = smaller, broken[0]
                break
            if tries >= law.tries:
                break
        else:
            break
    return example, found


def _smaller(subject: Subject, example: Example) -> Iterator[Example]:
    forms, twist = example.forms, example.twist
    kept = set() if twist is None or twist.response is None else {twist.response}
    for index in range(len(forms)):
        if len(forms) > 1 and forms[index].response not in kept:
            yield attrs.evolve(example, forms=forms[:index] + forms[index + 1 :])
    moved = None if twist is None else twist.indicator
    for index, form in enumerate(forms):
        for other in _smaller_forms(subject, form, moved if form.response in kept or not kept else None):
            yield attrs.evolve(example, forms=_with(forms, index, other))


def _with(forms: Forms, index: int, form: Assessment) -> Forms:
    return (*forms[:index], form, *forms[index + 1 :])


def _smaller_forms(subject: Subject, form: Assessment, moved: str | None) -> Iterator[Assessment]:
    """Forms with fewer answers, large parts first, then with lower ones."""
    loose = [answer for answer in form.answers if answer.indicator != moved]
    size = len(loose)
    # Large parts first: most answers go in a few tries.
    while size:
        for start in range(0, len(loose), size):
            gone = {answer.indicator for answer in loose[start : start + size]}
            yield attrs.evolve(
                form, answers=tuple(answer for answer in form.answers if answer.indicator not in gone)
            )
        size //= 2
    yield from _elsewhere(form)
    for answer in loose:
        lower = _lower(subject, answer)
        if lower is not None:
            yield attrs.evolve(form, answers=tuple(lower if a is answer else a for a in form.answers))


def _elsewhere(form: Assessment) -> Iterator[Assessment]:
    """Forms with fewer members."""
    if form.school_form is not None:
        yield attrs.evolve(form, school_form=None)
    if form.group is not None:
        yield attrs.evolve(form, group=None)
    if form.round is not None:
        yield attrs.evolve(form, round=None)
    if form.unit is not None:
        yield attrs.evolve(form, unit=None)
    if form.attributes:
        yield attrs.evolve(form, attributes=())
    if form.published:
        yield attrs.evolve(form, published=False)


def _lower(subject: Subject, answer: Answer) -> Answer | None:
    """The answer at the lowest level; None if it is there already, or is no level."""
    levels = subject.levels[answer.indicator]
    return Answer(answer.indicator, levels[0]) if answer.level in levels[1:] else None
