"""The order of rounds: declared, or said by their names, or unknown, and never guessed."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiramverk.core.errors import InputError
from digiramverk.rules.periods import period_of
from digiramverk.rules.rounds import rounds_before, rounds_in_order


@pytest.mark.parametrize(
    "order",
    [
        ("2014", "2016", "2017"),
        ("HT16", "VT17", "HT17"),
        ("VT25", "HT25", "VT26"),
        ("2016 HT", "2017 VT", "2017 HT"),
        ("2016ht", "vt-17", "Ht. 2017"),
        ("hösten 2016", "våren 2017", "Hösten 2017"),
        ("höstterminen 2016", "vårterminen 2017"),
        ("spring 2016", "autumn 2016", "Spring 2017", "fall 2017"),
        ("HT 2016/17", "VT 2016/17", "HT 17/18"),
        ("2009/10", "2010/11", "2011/12"),
        ("2016/2017", "2017/2018"),
        ("läsåret 2016-2017", "läsår 2017–18", "Lå 18/19"),
        ("2016-Q3", "2016-Q4", "2017 q1"),
        ("Kvartal 4 2016", "kv 1 2017"),
        ("2016-09", "2016-10", "2017-02"),
        ("september 2016", "oktober 2016", "februari 2017"),
        ("2016 maj", "2016 okt.", "2017 jan."),
        ("2016-03-09", "2016-03-31", "2016-04-01"),
        ("2016-03-31 08:15", "2016-03-31T09:00:30"),
        ("9 mars 2016", "31 mars 2016"),
        ("v. 9 2016", "2016-W10", "2016 vecka 11"),
        ("H1 2016", "2016 H2", "2017-H1"),
        ("VT16", "2016-09", "2017"),
        ("9", "10", "11"),
    ],
)
def test_names_that_say_when_they_are_stand_in_that_order(order: tuple[str, ...]) -> None:
    for names in permutations(order):
        assert rounds_in_order(names) == order
    assert rounds_before(order) == dict(zip(order[1:], order[:-1], strict=True))


@pytest.mark.parametrize(
    "names",
    [
        ("före", "efter"),
        ("Omgång 1", "Omgång 2"),
        ("HT16", "hösten 2016"),
        ("HT16", "2016"),
        ("2016/17", "2017"),
        ("2016-03", "2016-03-31"),
        ("01", "1"),
        ("1", "HT16"),
        ("2016", "någon gång"),
        ("2016-02-30", "2016-03-01"),
        ("2016/18", "2018/20"),
        ("vinter 2016", "vår 2016"),
        ("A", "B", "A"),
    ],
)
def test_an_order_that_nobody_states_is_not_guessed(names: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as caught:
        rounds_in_order(names)
    (found,) = caught.value.diagnostics
    assert found.code == "DR453"
    assert "rounds: [" in found.hint("sv")
    assert all(name in found.message("en") for name in names)


def test_a_declared_order_goes_before_any_other() -> None:
    assert rounds_in_order(["2016", "2017", "0"], ["2017", "0", "2016"]) == ("2017", "0", "2016")
    with pytest.raises(InputError, match="DR453"):
        rounds_in_order(["2016", "2017"], ["2016", "2018"])


@pytest.mark.parametrize("names", [(), ("efter",), ("efter", "efter")])
def test_one_round_is_in_order(names: tuple[str, ...]) -> None:
    assert rounds_in_order(names) == names[:1]


@given(st.text(max_size=20))
def test_any_name_is_read_or_not(name: str) -> None:
    found = period_of(name)
    assert found is None or found.start < found.end
