import dataclasses

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QRegion
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Span
from liveops_desktop.core.timing import Phase
from liveops_desktop.core.vitals import Vitals
from liveops_desktop.panels.host import HostPanel
from liveops_desktop.panels.host.face import Air, Face, face_after_take, face_of
from liveops_desktop.panels.host.painting import HostPainter, Link
from liveops_desktop.panels.host.picture import HostPicture, still_part
from liveops_desktop.panels.host.sizes import TEXT_PAIRS, Sizes, has_chinese, sizes
from liveops_desktop.words import use
from tests.panels.stage import Sent, Stage, nothing_open


def on_air(language: str = "en") -> Stage:
    stage = Stage(language).at(0)
    stage.take(0)
    return stage


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance."""

    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_every_pair_of_colours_reaches_fifteen_to_one(ink: str, ground: str) -> None:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 15


def test_sizes_follow_reading_distance_and_millimetres() -> None:
    # 24 inch 1080p (299 mm) at 2 m: body 25 mm, message 35 mm, countdown 60 mm high capitals (practice §8)
    got = sizes(1080, 299, 2.0, chinese=False)
    millimetre = 1080 / 299
    assert got.body * 0.72 == pytest.approx(25 * millimetre)
    assert got.message * 0.72 == pytest.approx(35 * millimetre)
    assert got.figure * 0.72 == pytest.approx(60 * millimetre)
    assert got.floor * 0.72 == pytest.approx(10 * millimetre)
    assert sizes(1080, 299, 2.0, chinese=True).body == pytest.approx(1.25 * got.body)


def test_a_near_or_unknown_screen_is_still_used_in_full() -> None:
    assert sizes(1080, 299, 0.3, chinese=False).body == sizes(1080, 0, 2.0, chinese=False).body


def test_the_face_of_the_running_cue() -> None:
    stage = on_air()
    stage.at(188).take(1)
    face = face_of(stage.at(200).snapshot())
    assert (face.air, face.air_word) == (Air.LIVE, "ON AIR")
    assert face.title == "Glass cups"
    assert face.points == ("Heat-proof to 150 °C", "Stack without sticking", "Tap two together: hear it")
    assert (face.figure, face.figure_word) == ("4:48", "left")
    assert (face.next_title, face.next_length) == ("Draw and follow", "2:00")
    assert face.hard == "fixed 20:40 · in 36:40"
    assert face.clock == "20:03:20"


def test_a_price_with_an_offer_behind_it_is_split() -> None:
    stage = on_air()
    stage.at(1).take(4)
    face = face_of(stage.snapshot())
    assert (face.price, face.more_price) == ("¥199", "2 for ¥359")


@pytest.mark.parametrize(
    ("seconds", "phase", "figure", "word"),
    [
        (119, Phase.NORMAL, "1:01", "left"),
        (120, Phase.WARN, "1:00", "time is short"),
        (165, Phase.DANGER, "0:15", "finish now"),
        (180, Phase.DANGER, "0:00", "finish now"),
        (243, Phase.OVER, "+1:03", "over"),
    ],
)
def test_the_countdown_has_a_word_in_every_phase(seconds: int, phase: Phase, figure: str, word: str) -> None:
    face = face_of(on_air().at(seconds).snapshot())
    assert (face.phase, face.figure, face.figure_word) == (phase, figure, word)


def test_on_air_is_said_only_when_obs_streams() -> None:
    face = face_of(on_air().snapshot(vitals=Vitals()))
    assert (face.air, face.air_word) == (Air.IDLE, "SHOW RUNS")


def test_before_the_start_the_first_cue_and_the_time_to_it() -> None:
    face = face_of(Stage().at(-95).snapshot())
    assert (face.air_word, face.label, face.title) == ("STANDBY", "First", "Opening and today's promise")
    assert (face.figure, face.figure_word) == ("1:35", "to the start")
    assert face.next_title == ""


def test_after_the_end_nothing_is_left_to_say() -> None:
    stage = on_air()
    assert stage.show.air.run is not None
    stage.at(60).do(i.EndShow(stage.show.air.run.id))
    face = face_of(stage.snapshot())
    assert (face.air_word, face.title, face.figure, face.hard) == ("ENDED", "The show has ended. Thank you.", "", "")


def test_what_was_asked_of_the_host_goes_with_the_end_and_comes_back_with_the_show() -> None:
    stage = on_air()
    stage.at(50).do(i.SendMessage("SPEED UP"))
    assert stage.show.air.run is not None
    stage.at(60).do(i.EndShow(stage.show.air.run.id))
    face = face_of(stage.snapshot())
    assert (face.message, face.message_text, face.pulse) == (None, "", False)
    stage.at(62).do(i.UndoEnd())
    assert face_of(stage.snapshot()).message_text == "SPEED UP"


def test_what_the_crew_says_after_the_end_reaches_the_host() -> None:
    stage = on_air()
    assert stage.show.air.run is not None
    stage.at(60).do(i.EndShow(stage.show.air.run.id))
    stage.at(70).do(i.SendMessage("Thank you, stay for the photo"))
    assert face_of(stage.snapshot()).message_text == "Thank you, stay for the photo"


def test_without_a_link_the_countdown_goes_on_but_a_held_one_stands() -> None:
    stage = on_air()
    assert face_of(stage.at(10).snapshot(), Span(5_000)).figure == "2:45"
    assert face_of(stage.snapshot(), Span(5_000)).clock == "20:00:15"
    assert stage.show.air.run is not None
    stage.do(i.Hold(stage.show.air.run.id))
    held = face_of(stage.snapshot(), Span(5_000))
    assert (held.air_word, held.figure, held.figure_word) == ("HELD", "2:50", "left, held")


def test_without_a_link_it_runs_over_by_itself() -> None:
    face = face_of(on_air().at(178).snapshot(), Span(5_000))
    assert (face.phase, face.figure) == (Phase.OVER, "+0:03")


def test_only_the_last_message_and_not_a_cleared_one() -> None:
    stage = on_air()
    stage.do(i.SendMessage("SPEED UP"))
    stage.do(i.SendMessage("WRAP"))
    assert face_of(stage.snapshot()).message_text == "WRAP"
    stage.do(i.ClearMessage(stage.show.messages[-1].id))
    assert face_of(stage.snapshot()).message is None


def test_an_unseen_message_pulses_three_times_then_stands() -> None:
    stage = on_air()
    stage.do(i.SendMessage("WRAP"))
    lit = [face_of(stage.at(second).snapshot()).pulse for second in range(20)]
    assert [second for second, pulse in enumerate(lit) if pulse] == [8, 10, 12]
    stage.at(9).do(i.ReportSeen(stage.show.messages[-1].id, "host"))
    assert not face_of(stage.at(10).snapshot()).pulse


@pytest.fixture
def panel(qtbot: QtBot) -> tuple[HostPanel, Sent]:
    sent = Sent()
    made = HostPanel(sent)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    return made, sent


def test_shown_is_reported_once_and_only_when_painted(panel: tuple[HostPanel, Sent], qtbot: QtBot) -> None:
    host, sent = panel
    stage = on_air()
    stage.do(i.SendMessage("WRAP"))
    message = stage.show.messages[-1].id
    host.draw(stage.snapshot())
    host.grab()
    assert sent.wishes == []  # nobody could see it
    with qtbot.waitExposed(host, timeout=10_000):
        host.show()
    qtbot.waitUntil(lambda: sent.wishes == [i.ReportShown(message)], timeout=10_000)
    host.draw(stage.at(1).snapshot())
    host.repaint()
    assert sent.wishes == [i.ReportShown(message)]
    host.hide()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_or_pedal_says_seen(panel: tuple[HostPanel, Sent], key: Qt.Key) -> None:
    host, sent = panel
    stage = on_air()
    host.draw(stage.snapshot())
    QTest.keyClick(host, key)
    assert sent.wishes == []  # nothing to see
    stage.do(i.SendMessage("WRAP"))
    message = stage.show.messages[-1].id
    host.draw(stage.snapshot())
    QTest.keyClick(host, key)
    assert sent.wishes == [i.ReportSeen(message, by="host")]
    stage.do(i.ReportSeen(message, by="host"))
    host.draw(stage.snapshot())
    QTest.keyClick(host, key)
    assert len(sent.wishes) == 1


def test_it_says_so_when_no_show_is_open(panel: tuple[HostPanel, Sent]) -> None:
    host, _sent = panel
    host.draw(nothing_open())
    assert "desk opens one" in host.accessibleDescription()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (800, 1280)])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("times", [4, 9])
def test_now_never_reaches_into_the_message_band(
    panel: tuple[HostPanel, Sent], size: tuple[int, int], language: str, times: int
) -> None:
    """With three long points, must-say and price: the strip above the band stays black."""
    host, _sent = panel
    host.resize(*size)
    stage = Stage(language).at(0)
    cue = stage.show.cues[0]
    word = "三层复合底不糊锅" if language == "zh" else "three layer base that never burns "
    long = tuple(word * times for _ in range(3))
    stage.do(i.EditCue(cue, replace(cue, points=long, must_say=word * 3, price="¥1599")))
    stage.take(0)
    host.draw(stage.snapshot())
    picture = host.grab().toImage()
    width, height = size
    strip = QRect(0, round(0.806 * height), round(0.6 * width), 1)
    inks = {picture.pixelColor(x, strip.y()).name() for x in range(strip.left(), strip.right())}
    assert inks == {"#000000"}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", [QSize(640, 360), QSize(800, 800), QSize(1920, 1080)])
@pytest.mark.parametrize(("first", "then"), [(200, 201), (259, 301), (1_999, 2_000)])
def test_painting_only_the_figures_leaves_the_same_picture(size: QSize, first: int, then: int) -> None:
    stage = on_air()
    stage.at(188).take(1)
    letters = sizes(size.height(), 0, 2.0, chinese=False)
    faces = [face_of(stage.at(second).snapshot()) for second in (first, then)]
    link = Link("0.0 s", lost=False)

    def painted(picture: HostPicture, image: QImage, face: Face, region: QRegion) -> QImage:
        painter = QPainter(image)
        painter.setClipRegion(region)
        picture.paint(painter, region, size, letters, face, link)
        painter.end()
        return image

    everything = QRegion(QRect(QPoint(0, 0), size))
    empty = QImage(size, QImage.Format.Format_RGB32)
    picture = HostPicture()
    before = painted(picture, empty.copy(), faces[0], everything)
    alike = still_part(faces[0]) == still_part(faces[1])
    region = picture.moving(faces[1], size, letters, faces[0]) if alike else everything
    image = painted(picture, before.copy(), faces[1], region)
    # by the same picture: Qt sets large letters a shade otherwise the second time
    anew = painted(picture, empty.copy(), faces[1], everything)
    assert image != before
    assert image == anew


def test_the_next_face_is_foreseen_as_it_will_be() -> None:
    stage = on_air()
    stage.at(100)
    for cue in (1, 2, 3):
        now = stage.snapshot()
        assert now.show is not None
        assert now.timing is not None
        foreseen = face_after_take(face_of(now), now.show, now.timing)
        if now.timing.next is None:
            assert foreseen is None
            break
        stage.at(100 + 10 * cue).take(now.timing.next)
        assert foreseen is not None
        assert still_part(foreseen) == still_part(face_of(stage.snapshot()))
    assert cue > 1


def test_before_the_show_nothing_is_foreseen() -> None:
    now = Stage().snapshot()
    assert now.show is not None
    assert now.timing is not None
    assert face_after_take(face_of(now), now.show, now.timing) is None


def test_a_face_painted_ahead_is_shown_without_painting_it_again(
    panel: tuple[HostPanel, Sent], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, _sent = panel
    stage = on_air()
    painted: list[str] = []
    still = HostPainter.still

    def told(self: HostPainter, face: Face) -> None:
        painted.append(face.title)
        still(self, face)

    monkeypatch.setattr(HostPainter, "still", told)
    host.resize(960, 540)
    host.show()
    host.draw(stage.at(10).snapshot())
    following = stage.show.cues[1].title
    qtbot.waitUntil(lambda: following in painted, timeout=10_000)
    stage.at(20).take(1)
    host.draw(stage.snapshot())
    host.grab()
    assert painted.count(following) == 1
    assert host.face().title == following


def test_only_the_figures_that_turned_over_are_painted_again() -> None:
    stage = on_air()
    stage.at(188).take(1)
    size = QSize(1280, 720)
    letters = sizes(size.height(), 0, 2.0, chinese=False)
    picture = HostPicture()
    face = face_of(stage.at(200).snapshot())
    everything = picture.moving(face, size, letters)
    clock = picture.moving(dataclasses.replace(face, clock="12:00:00"), size, letters, face)
    count = picture.moving(dataclasses.replace(face, figure="0:07"), size, letters, face)
    assert picture.moving(face, size, letters, face).isEmpty()
    for one, other in ((clock, count), (count, clock)):
        assert not one.subtracted(other).isEmpty()
        assert one.subtracted(everything).isEmpty()
        assert not everything.subtracted(one).isEmpty()


class Recording(HostPainter):
    """Paints, and keeps which text was set how large."""

    def __init__(self, painter: QPainter, width: float, height: float, size: Sizes) -> None:
        super().__init__(painter, width, height, size)
        self.set: list[tuple[str, float]] = []

    def text(self, text: str, box: QRectF, letters: QFont, align: int, ink: str) -> None:
        self.set.append((text, letters.pixelSize()))
        super().text(text, box, letters, align, ink)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
@pytest.mark.parametrize("told", [299.0, 0.0])
@pytest.mark.parametrize("second", [20, 170, 200])
def test_no_word_is_smaller_than_can_be_read_from_a_metre_and_a_half(
    size: tuple[int, int], language: str, told: float, second: int
) -> None:
    """24 inches (299 mm high), whether the screen says so or not: 7.5 mm, a quarter more for Chinese (practice §8)."""
    use(language)
    try:
        stage = on_air("en" if language == "en" else "zh")
        stage.do(i.SendMessage("加快" if language != "en" else "SPEED UP"))
        face = face_of(stage.at(second).snapshot())
        width, height = size
        picture = QImage(width, height, QImage.Format.Format_RGB32)
        letters = sizes(height, told, 1.5, chinese=language != "en")
        painter = QPainter(picture)
        recording = Recording(painter, width, height, letters)
        recording.still(face)
        for _box, paint in recording.figures(face, Link("0.0 s", lost=False)):
            paint()
        painter.end()
    finally:
        use("en")
    assert len(recording.set) >= 8
    for text, pixels in recording.set:
        # A Chinese letter fills 0.88 of the font's size, a capital 0.72.
        high = pixels * (0.88 if has_chinese(text) else 0.72) * 299 / height
        assert high >= (1.25 * 7.5 if has_chinese(text) else 7.5) - 0.1, text
