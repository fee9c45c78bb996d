"""No check, verdict or reason stays without words."""

import pytest

from liveops_desktop.checks import CATALOGUE, Check
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Go, Group, Verdict, Why
from liveops_desktop.words import (
    check_remedy,
    check_rule,
    check_title,
    go_word,
    group_title,
    verdict_word,
    why_sentence,
)


@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.info.id)
def test_every_check_has_title_rule_and_remedy(one: Check) -> None:
    words = [check_title(one.info.id), check_rule(one.info.id), check_remedy(one.info.id)]
    assert all(words)
    assert one.info.id not in words
    assert len(set(words)) == 3


def test_ids_and_titles_are_unique_and_every_group_has_a_check() -> None:
    ids = [one.info.id for one in CATALOGUE]
    assert len(set(ids)) == len(ids)
    assert len({check_title(one) for one in ids}) == len(ids)
    assert {one.info.group for one in CATALOGUE} <= set(Group)


def test_an_unknown_check_keeps_its_id() -> None:
    assert (check_title("x.y"), check_rule("x.y"), check_remedy("x.y")) == ("x.y", "", "")


def test_every_reason_is_a_sentence_with_and_without_its_detail() -> None:
    for why in Why:
        plain, detailed = why_sentence(why), why_sentence(why, "{odd} detail")
        assert "{detail}" not in plain + detailed
        if why is Why.MEASURED:
            assert (plain, detailed) == ("", "{odd} detail")
        else:
            assert plain.endswith(".")
            assert detailed.endswith(".")


def test_measuring_says_how_long() -> None:
    assert why_sentence(Why.MEASURING, "", Span(7_001)) == "Measuring, 8 s left."


def test_every_verdict_group_and_decision_has_its_own_word() -> None:
    for words in (
        [verdict_word(one) for one in Verdict],
        [group_title(one) for one in Group],
        [go_word(one) for one in Go],
    ):
        assert all(words)
        assert len(set(words)) == len(words)
