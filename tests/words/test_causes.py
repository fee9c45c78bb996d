"""What raised an alarm reads in the language shown, whatever language it was raised in."""

from collections.abc import Iterator

import pytest

from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import ZERO, Instant, Span, seconds
from liveops_desktop.core.content import Severity
from liveops_desktop.core.facts import AlarmId
from liveops_desktop.core.show import Alarm
from liveops_desktop.words import ENGLISH, alarm_cause, alarm_cause_brief, use

PERCENT = Cause(4.1, "%", 1, 5, digits=1, window=seconds(60))
GIGABYTES = Cause(2, "GB", 1.5, 0.5, digits=1)


def alarm(figures: str = "", cause: Cause | None = None, held: Span = ZERO) -> Alarm:
    return Alarm(AlarmId("a"), "cpu", Severity.S2, "", figures, Instant(0), cause=cause, held=held)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    use(ENGLISH)
    yield
    use(ENGLISH)


@pytest.mark.parametrize(
    ("raised", "english"),
    [
        (alarm(cause=PERCENT), "4.1 % in 60 s (warn 1, critical 5)"),
        (alarm(cause=GIGABYTES), "2.0 GB (warn 1.5, critical 0.5)"),
        (alarm(held=seconds(12)), "after 12 s"),
        (alarm(figures="Host · Guest"), "Host · Guest"),
        (alarm(), ""),
    ],
)
def test_a_cause_reads_as_it_always_did(raised: Alarm, english: str) -> None:
    assert alarm_cause(raised) == english


@pytest.mark.parametrize(
    ("raised", "brief"),
    [
        (alarm(cause=PERCENT), "4.1 % in 60 s"),
        (alarm(cause=GIGABYTES), "2.0 GB"),
        (alarm(held=seconds(12)), "after 12 s"),
        (alarm(figures="Host · Guest"), "Host · Guest"),
    ],
)
def test_in_brief_it_is_the_figure_over_its_time(raised: Alarm, brief: str) -> None:
    assert alarm_cause_brief(raised) == brief


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
@pytest.mark.parametrize("raised", [alarm(cause=PERCENT), alarm(cause=GIGABYTES), alarm(held=seconds(12))])
def test_no_english_word_is_left_in_chinese(language: str, raised: Alarm) -> None:
    use(language)
    said = alarm_cause(raised)
    assert not any(word in said for word in ("warn", "critical", "for", " in "))
    assert any(figure in said for figure in ("4.1 %", "2.0 GB", "12"))
