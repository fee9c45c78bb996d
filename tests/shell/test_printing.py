"""The report on paper: what stands on it is what the Markdown says, and its timeline is true to the times."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.content import Severity
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.show import Show
from liveops_desktop.exchange.report import report_html, report_markdown
from liveops_desktop.shell.paths import resources
from liveops_desktop.shell.printing import CannotPrint, print_report
from liveops_desktop.shell.report_file import NotPrinted, print_beside
from liveops_desktop.shell.theme import load_fonts
from liveops_desktop.shell.timeline_axis import POINT, WIDTH
from liveops_desktop.shell.timeline_picture import TimelinePicture, pictures
from liveops_desktop.widgets.look import FAMILIES, LIGHT
from liveops_desktop.words import use
from tests.e2e.plays import cues, header, make_show
from tests.lab.parts import need
from tests.panels.stage import CONTENT, Stage

TIME = re.compile(r"(?<![\d:.])[+-]?\d{1,2}:\d\d(?::\d\d)?(?![\d:])")
"""Clocks, lengths, over and under."""
ACTUAL, OVER, TROUBLE, AHEAD = QColor(LIGHT.info), QColor(LIGHT.warn), QColor(LIGHT.bad), QColor(LIGHT.dim)


def ran(length: int | None = None) -> Stage:
    """Every cue takes a twentieth longer than planned; an incident and a marker on the way."""
    stage = Stage()
    at = 12.0
    for number, cue in enumerate(stage.show.cues[:length]):
        stage.at(at).take(number)
        if number == 1:
            stage.at(at + 20).do(i.SetMarker("egg <b>&amp;"))
            stage.at(at + 30).do(i.RaiseAlarm("obs-lost", Severity.S1, "E08", "no answer for 5.2 s"))
            stage.do(i.OpenCard(CONTENT.cards[2], stage.show.alarms[-1].id), "李")
            stage.at(at + 90).do(i.CloseIncident(stage.show.incidents[-1].id, recovered=True, note="driver"), "李")
        at += cue.planned / 1_000 * 1.05
    assert stage.show.air.run is not None
    stage.at(at).do(i.EndShow(stage.show.air.run.id))
    return stage


def text_of(pdf: Path) -> str:
    command = [need("pdftotext", "poppler-utils"), "-layout", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture
def fonts(qapp: QApplication) -> None:
    load_fonts(resources() / "fonts")


@pytest.fixture
def chinese() -> Iterator[None]:
    use("zh_Hans")
    yield
    use("en")


@pytest.mark.lab
def test_every_time_of_the_markdown_stands_on_paper_as_often(fonts: None, tmp_path: Path) -> None:
    show = ran().show
    pages = print_report(show, tmp_path / "report.pdf")
    text = text_of(tmp_path / "report.pdf")
    assert text.count("\f") == pages >= 2
    said = Counter(TIME.findall(report_markdown(show)))
    printed = Counter(TIME.findall(text))
    assert len(said) > 60
    assert not said - printed, "a figure is missing on paper"
    # the picture repeats the axis, the hard out and the overs; nothing else may have come in
    axis = {f"{hour}:{minute:02}" for hour in range(19, 23) for minute in range(0, 60, 5)}
    overs = {figure for figure in said if figure.startswith("+")}
    assert set(printed - said) <= axis | overs


@pytest.mark.lab
def test_each_page_names_the_show_its_date_and_its_number(fonts: None, tmp_path: Path) -> None:
    show = ran().show
    pages = print_report(show, tmp_path / "report.pdf")
    for number, page in enumerate(text_of(tmp_path / "report.pdf").split("\f")[:pages], start=1):
        lines = [line for line in page.splitlines() if line.strip()]
        assert re.fullmatch(r"\s*Kitchen night\s+Thursday, 26 November 2026", lines[0])
        assert lines[-1].endswith(f"Page {number} of {pages}")


@pytest.mark.lab
def test_what_a_person_typed_is_text_on_paper_and_in_their_script(fonts: None, tmp_path: Path) -> None:
    print_report(ran().show, tmp_path / "report.pdf")
    text = text_of(tmp_path / "report.pdf")
    assert "egg <b>&amp;" in text
    assert "李" in text


@pytest.mark.lab
def test_it_speaks_the_language_in_use(fonts: None, chinese: None, tmp_path: Path) -> None:
    print_report(ran().show, tmp_path / "report.pdf")
    text = text_of(tmp_path / "report.pdf")
    assert "2026年11月26日星期四" in text
    assert "推流机死机/OBS 崩溃" in text


@pytest.mark.lab
def test_a_long_show_has_a_picture_for_each_part_and_every_cue_on_paper(fonts: None, tmp_path: Path) -> None:
    stage = Stage()
    many = tuple(Cue(CueId(f"x{n}"), f"Extra {n}", Span(60_000)) for n in range(95))
    stage.do(i.AddCues(many, stage.show.cues[-1].id))
    assert len(pictures(stage.show, FAMILIES)) == 4
    print_report(stage.show, tmp_path / "report.pdf")
    text = text_of(tmp_path / "report.pdf")
    assert all(len(re.findall(rf"\bExtra {n}\b", text)) == 2 for n in range(len(many)))  # once drawn, once in the table


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(fonts: None, tmp_path: Path) -> None:
    with pytest.raises(CannotPrint):
        print_report(Stage().show, tmp_path / "nowhere" / "report.pdf")
    assert not list(tmp_path.iterdir())


def test_nothing_to_report_is_a_page_too(fonts: None, tmp_path: Path) -> None:
    assert print_report(Show(), tmp_path / "report.pdf") == 1


def test_the_page_reaches_for_nothing_outside() -> None:
    page = report_html(ran().show, pictures=["timeline-0"])
    assert "egg &lt;b&gt;&amp;amp;" in page
    assert not re.search(r"(?:src|href)=\"(?!timeline-0\")|<script|url\(|@import", page)


# -- the picture -------------------------------------------------------------------------


class Painted:
    """A picture's pixels, as colours by row."""

    def __init__(self, picture: TimelinePicture) -> None:
        self.picture = picture
        image = QImage(WIDTH, round(picture.height), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        picture.paint(painter)
        painter.end()
        pixels = memoryview(image.constBits()).cast("I")
        self.rows = [pixels[y * WIDTH : (y + 1) * WIDTH].tolist() for y in range(image.height())]

    def span(self, y: int, colour: QColor) -> tuple[int, int]:
        """Return the first pixel of *colour* in row *y*, and the last of those that follow it without a gap."""
        row, wanted = self.rows[y], colour.rgb()
        first = last = row.index(wanted)
        while row[last + 1] == wanted:
            last += 1
        return first, last

    def bar(self, number: int) -> int:
        """Return the height of the middle of the *number*th bar of what ran, found by its colour."""
        left = int(self.picture.axis.left)
        hit = [ACTUAL.rgb() in row[left:] for row in self.rows[:-100]]
        tops = [y for y in range(1, len(hit)) if hit[y] and not hit[y - 1]]
        return tops[number] + 10


def test_bars_stand_where_the_axis_says_and_the_overrun_is_marked(fonts: None) -> None:
    show = ran(4).show
    (picture,) = pictures(show, FAMILIES)
    image = Painted(picture)
    for number, run in enumerate(show.air.past):
        y = image.bar(number)
        assert run.ended_at is not None
        over = Instant(run.taken_at + show.cues[number].planned)
        assert image.span(y, ACTUAL)[0] == pytest.approx(picture.axis.x(run.taken_at), abs=2)
        assert image.span(y, OVER)[0] == pytest.approx(picture.axis.x(over), abs=2)
        assert image.span(y, OVER)[1] == pytest.approx(picture.axis.x(run.ended_at), abs=2)


def test_in_the_middle_of_the_show_what_comes_is_grey_and_now_is_a_line(fonts: None) -> None:
    stage = Stage()
    stage.at(60).take(0)
    stage.at(90).do(i.SetMarker("a minute in"))  # the latest that is known of the show
    show = stage.show
    (picture,) = pictures(show, FAMILIES)
    image = Painted(picture)
    bottom = round(picture.height) - 22 * POINT  # above the legend
    second = bottom - (len(show.cues) - 1) * 14 * POINT + 9 * POINT  # the lower bar of its row
    begins = round(picture.axis.x(Instant(stage.start + 60_000 + show.cues[0].planned)))
    assert image.rows[second][begins + 3] == AHEAD.rgb()
    assert image.rows[second][begins - 3] != AHEAD.rgb()
    now = round(picture.axis.x(Instant(stage.start + 90_000)))
    assert ACTUAL.rgb() in image.rows[bottom - 2 * POINT][now - 3 : now + 4]


def test_an_incident_stands_over_its_time(fonts: None) -> None:
    show = ran(4).show
    (picture,) = pictures(show, FAMILIES)
    image = Painted(picture)
    (incident,) = show.incidents
    assert incident.closed_at is not None
    found = [image.span(y, TROUBLE) for y, row in enumerate(image.rows[:-100]) if TROUBLE.rgb() in row]
    left = picture.axis.x(incident.opened_at)
    right = picture.axis.x(incident.closed_at)
    assert any(abs(first - left) <= 2 and abs(last - right) <= 2 for first, last in found)


def test_the_axis_names_round_times_of_the_shows_own_zone(fonts: None) -> None:
    (picture,) = pictures(ran().show, FAMILIES)
    ticks = picture.axis.ticks(picture.show.clock.shift)
    assert 4 <= len(ticks) <= 9
    assert all(at % 60_000 == 0 for at in ticks)
    assert picture._clock(ticks[0]) == "20:00"


def test_the_command_writes_it_and_says_why_it_cannot(tmp_path: Path) -> None:
    show = make_show(tmp_path / "evening.show", header("Evening"), cues(60, 120))
    command = [sys.executable, "-m", "liveops_desktop", "report", str(show), "--pdf"]
    done = subprocess.run([*command, str(tmp_path / "a.pdf")], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.")
    done = subprocess.run([*command, str(tmp_path / "no" / "a.pdf")], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_beside_the_show_the_first_free_name_is_taken(tmp_path: Path) -> None:
    show = make_show(tmp_path / "evening.show", header("Evening"), cues(60, 120))
    first = print_beside(show, "en")
    assert first == tmp_path / "evening.pdf"
    first.write_bytes(b"signed")
    assert print_beside(show, "zh_Hans") == tmp_path / "evening-2.pdf"
    assert first.read_bytes() == b"signed"
    with pytest.raises(NotPrinted, match="cannot be read"):
        print_beside(tmp_path / "gone.show", "en")
