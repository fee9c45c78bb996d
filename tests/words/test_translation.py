"""A language is chosen, found out from the system, and found in content."""

import gettext
import threading
from collections.abc import Iterator
from datetime import date

import pytest

from liveops_desktop import words
from liveops_desktop.core.content import Content
from liveops_desktop.core.preflight import Go
from liveops_desktop.core.roles import Role
from liveops_desktop.exchange.content import load_content, load_template
from liveops_desktop.words import translation

HANS, HANT = "zh_Hans", "zh_Hant"
DAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    words.use("en")


def test_a_language_speaks_and_english_comes_back() -> None:
    spoken = []
    for key in (HANS, HANT, "en"):
        words.use(key)
        spoken.append((words.language(), words.role_word(Role.HOST), words._("Microphones open")))
    assert spoken == [(HANS, "主播", "麦克风已开"), (HANT, "主播", "麥克風已開"), ("en", "Host", "Microphones open")]


def test_nothing_is_said_as_nothing() -> None:
    words.use(HANS)
    assert words._("") == "", "not the head of the catalogue"


def test_go_before_air_is_another_word_than_go_to_the_host() -> None:
    words.use(HANS)
    assert (words.go_word(Go.GO), words._("GO")) == ("可播", "走")
    words.use("en")
    assert words.go_word(Go.GO) == "GO"


def test_counts_take_the_plural_of_the_language() -> None:
    def said(count: int) -> str:
        return words.n_("{count} cue", "{count} cues", count).format(count=count)

    assert (said(1), said(2)) == ("1 cue", "2 cues")
    words.use(HANT)
    assert (said(1), said(2)) == ("1 個環節", "2 個環節")


@pytest.mark.parametrize(
    ("key", "day", "short", "figure"),
    [
        ("en", "Thursday, 26 November 2026", "26 November 2026", "12,345.7"),
        (HANS, "2026年11月26日星期四", "2026年11月26日", "12,345.7"),
        (HANT, "2026年11月26日 星期四", "2026年11月26日", "12,345.7"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_writes_them(key: str, day: str, short: str, figure: str) -> None:
    words.use(key)
    assert (words.date_word(DAY), words.date_word(DAY, weekday=False), words.number(12_345.67, 1)) == (
        day,
        short,
        figure,
    )


def test_an_unknown_language_or_a_lost_catalogue_leaves_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, caplog: pytest.LogCaptureFixture
) -> None:
    words.use("tlh")
    assert (words.language(), words._("Host")) == ("en", "Host")


@pytest.mark.expects_log
def test_a_lost_catalogue_is_logged_and_the_show_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(translation, "locale_folder", lambda: tmp_path)
    words.use(HANS)
    assert (words.language(), words._("Host")) == (HANS, "Host")
    assert HANS in caplog.text


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, HANS),
        ({"LANG": "zh_TW.UTF-8"}, HANT),
        ({"LANG": "zh_HK"}, HANT),
        ({"LANG": "zh_SG"}, HANS),
        ({"LANG": "zh-Hant-CN"}, HANT),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:zh_TW:en"}, HANT),
        ({"LANG": "zh_CN", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "Chinese (Traditional)_Taiwan.950"}, HANT),
        ({"LANG": "Chinese (Simplified)_China.936"}, HANS),
    ],
)
def test_the_systems_language_is_found(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], language: str) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert words.from_system() == language


def test_content_is_found_in_the_language_or_the_nearest() -> None:
    both = {"en": "stream", "zh": "推流", "zh-Hant": "串流"}
    assert [words.in_language(both, key) for key in ("en", HANS, HANT, "de")] == ["stream", "推流", "串流", "stream"]
    assert words.in_language({"en": "stream", "zh": "推流"}, HANT) == "推流"
    assert words.in_language({"fr": "flux"}, HANT) == "flux"
    assert words.in_language({}, "en") == ""


def test_all_shipped_content_speaks_all_languages() -> None:
    wanted = {"en", "zh", "zh-Hant"}
    poor = [place for place, text in _texts(load_content()) if text and set(text) != wanted]
    template = load_template()
    for row in template.cues:
        example = row.example
        texts = (row.title, row.on_camera, row.scene, row.sound, row.action, row.backup, example.title)
        texts += (example.points, example.must_say, example.price)  # type: ignore[assignment]  # only their keys count
        poor += [f"{row.title['en']}: {text}" for text in texts if text and set(text) != wanted]
    assert not poor


def _texts(content: Content) -> Iterator[tuple[str, dict[str, str]]]:
    for item in content.items:
        yield f"{item.id} text", item.text
        yield f"{item.id} rule", item.rule
    for card in content.cards:
        for name in ("title", "trigger", "decision", "host_line", "notice", "escalate", "recovery", "after"):
            yield f"{card.id} {name}", getattr(card, name)
        for number, step in enumerate(card.steps):
            yield f"{card.id} step {number}", step.text
            yield f"{card.id} message {number}", step.message


def test_a_test_may_speak_by_its_own_translation() -> None:
    class Loud(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    translation.speak("xx", Loud())
    assert words._("Host") == "HOST"
    assert words.date_word(DAY) == "Thursday, 26 November 2026"


def test_what_is_written_aside_speaks_its_own_language_in_its_thread_alone() -> None:
    english = words._("Microphones open")
    begun, looked = threading.Event(), threading.Event()
    said: list[str] = []

    def write() -> None:
        with translation.writing_in("zh_Hans"):
            begun.set()
            looked.wait(10)
            said.extend((words._("Microphones open"), words.language()))
        said.append(words._("Microphones open"))

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(10)
    assert (words._("Microphones open"), words.language()) == (english, "en"), "the screens keep theirs"
    looked.set()
    writer.join()
    assert said[0] != english
    assert said[1:] == ["zh_Hans", english]
    with translation.writing_in("klingon"):
        assert words.language() == "en"
