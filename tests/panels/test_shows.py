from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import DAY, SECOND, Span, seconds
from liveops_desktop.core.commands import DuplicateShow, NewSampleShow, NewShow, OpenShow
from liveops_desktop.core.cue import Header, TimeOfDay
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.snapshot import ShowEntry, Station
from liveops_desktop.panels import Room
from liveops_desktop.panels.shows import ShowsPanel
from liveops_desktop.panels.shows.form import FIELDS, read_header, texts_of
from liveops_desktop.panels.shows.row import ShowRow
from liveops_desktop.shell import sample_states, theme
from liveops_desktop.shell.paths import resources
from liveops_desktop.shell.screens import stand
from liveops_desktop.shell.window import MainWindow
from liveops_desktop.words import LANGUAGES, _, refusal_sentence, use
from tests.panels.stage import Sent, Stage, nothing_open

BASE = Header("Kitchen", date(2026, 11, 26), "Asia/Shanghai", TimeOfDay(Span(72_000_000)))
ENTRIES = (
    ShowEntry("/shows/a.show", "Kitchen", "2026-11-26", "20:00", rehearsal=False, cues=19, state="planned"),
    ShowEntry("/shows/b.show", "", "", "", rehearsal=False, cues=0, state="damaged"),
)


@pytest.fixture
def panel(qtbot: QtBot) -> tuple[ShowsPanel, Sent]:
    sent = Sent()
    made = ShowsPanel(sent)
    qtbot.addWidget(made)
    made.draw(nothing_open())
    return made, sent


def fill(panel: ShowsPanel, **texts: str) -> None:
    for name, text in ({"title": "Kitchen", "zone": "Asia/Shanghai", "date": "2026-11-26"} | texts).items():
        panel.form.fields[name].put(text)


def test_an_empty_program_offers_the_sample(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, sent = panel
    assert "try the sample" in widget._empty.accessibleName()
    widget.sample.click()
    assert sent.wishes == [NewSampleShow()]


def test_rows_open_duplicate_and_rehearse(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, sent = panel
    widget.draw(nothing_open(shows=ENTRIES, show_path="/shows/c.show"))
    row = widget._rows["/shows/a.show"]
    for button in (row.open, row.copy, row.rehearse):
        button.click()
    path = "/shows/a.show"
    assert sent.wishes == [OpenShow(path), DuplicateShow(path, rehearsal=False)], "a rehearsal asks when it starts"
    widget.rehearse.make.click()
    assert sent.last() == DuplicateShow(path, rehearsal=True)


def test_a_rehearsals_start_is_read_and_refused_at_its_field(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, sent = panel
    widget.draw(nothing_open(shows=ENTRIES))
    widget._rows["/shows/a.show"].rehearse.click()
    field = widget.rehearse.start
    field.put("25:00")
    field.edit.returnPressed.emit()
    assert sent.wishes == []
    assert field.said()
    field.put("0230 ")
    field.edit.textEdited.emit("0230")
    assert field.said() == "02:30"
    field.edit.returnPressed.emit()
    assert sent.last() == DuplicateShow("/shows/a.show", rehearsal=True, start=TimeOfDay(Span(9_000 * SECOND)))
    refused = {"wish-1": Refused(Reason.TIME_DOES_NOT_EXIST)}
    widget.draw(nothing_open(shows=ENTRIES, refusals=refused))
    assert field.said() == refusal_sentence(Refused(Reason.TIME_DOES_NOT_EXIST))
    assert not widget.rehearse.isHidden()


def test_the_question_closes_when_the_rehearsal_stands(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(nothing_open(shows=ENTRIES))
    widget._rows["/shows/a.show"].rehearse.click()
    widget.rehearse.make.click()
    assert not widget.rehearse.isHidden()
    widget.draw(Stage(rehearsal=True).snapshot(station=Station(shows=ENTRIES, show_path="/shows/new.show")))
    assert widget.rehearse.isHidden()


def test_a_damaged_show_can_be_opened_but_not_copied(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(nothing_open(shows=ENTRIES))
    row = widget._rows["/shows/b.show"]
    assert "damaged" in row.accessibleName()
    assert row.open.isVisibleTo(row)
    assert not row.copy.isVisibleTo(row)


def test_a_row_that_is_gone_leaves_the_list(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(nothing_open(shows=ENTRIES))
    widget.draw(nothing_open(shows=ENTRIES[1:]))
    assert list(widget._rows) == ["/shows/b.show"]


def test_the_report_can_have_a_language_of_its_own(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, sent = panel
    stage = Stage()
    made = stage.show.header
    assert made is not None
    stage.do(i.EditHeader(was=made, now=replace(made, language="zh_Hant")))
    widget.draw(stage.snapshot())
    widget.edit.click()
    assert widget.form.language.currentText() == "Report in 繁體中文"
    widget.form.language.setCurrentIndex(0)
    widget.form.save.click()
    was = stage.show.header
    assert was is not None
    assert sent.last() == i.EditHeader(was=was, now=replace(was, language=""))


def test_a_new_show_from_the_form(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, sent = panel
    widget.new.click()
    fill(widget, start="8pm", hard_out="22:05", viewer_delay="21", microphones="主麦, 备麦", ingest="rtmp://host/live")
    widget.form.save.click()
    header = Header(
        title="Kitchen",
        date=date(2026, 11, 26),
        zone="Asia/Shanghai",
        start=TimeOfDay(Span(20 * 3_600_000)),
        hard_out=TimeOfDay(Span(22 * 3_600_000 + 300_000)),
        viewer_delay=seconds(21),
        microphones=("主麦", "备麦"),
        ingest="rtmp://host/live",
    )
    assert sent.wishes == [NewShow(header)]
    assert not widget.form.isHidden()  # until it stands
    stage = Stage(**{name: getattr(header, name) for name in header.__struct_fields__})
    widget.draw(stage.snapshot())
    assert widget.form.isHidden()


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("title", "", Reason.EMPTY),
        ("date", "26.11.", Reason.NOT_A_DATE),
        ("zone", "Mars/Olympus", Reason.UNKNOWN_ZONE),
        ("start", "24:30", Reason.NOT_A_TIME),
        ("start", "", Reason.EMPTY),
        ("hard_out", "ten", Reason.NOT_A_TIME),
        ("viewer_delay", "-1", Reason.NEGATIVE),
        ("viewer_delay", "soon", Reason.NOT_A_DURATION),
        ("viewer_delay", "nan", Reason.NOT_A_DURATION),
        ("fps", "0", Reason.UNKNOWN_VALUE),
        ("fps", "fast", Reason.UNKNOWN_VALUE),
        ("ingest", "host/app", Reason.UNKNOWN_VALUE),
        ("ingest", "rtmp://", Reason.UNKNOWN_VALUE),
        ("ingest", "rtmp://me:secret@host/app", Reason.UNKNOWN_VALUE),
    ],
)
def test_each_field_is_refused_at_its_own_place(
    panel: tuple[ShowsPanel, Sent], field: str, text: str, reason: Reason
) -> None:
    texts = texts_of(BASE) | {field: text}
    with pytest.raises(Refused) as refused:
        read_header(texts, rehearsal=False, base=BASE)
    assert (refused.value.reason, refused.value.field) == (reason, field)
    widget, sent = panel
    widget.new.click()
    fill(widget, **{field: text})
    widget.form.save.click()
    assert sent.wishes == []
    assert [name for name in FIELDS if widget.form.fields[name].said()] == [field]
    assert widget.form.fields[field].edit.property("refused") is True


def test_a_key_in_an_ingest_is_not_repeated_in_the_refusal() -> None:
    with pytest.raises(Refused) as refused:
        read_header(texts_of(BASE) | {"ingest": "srt://host:9000?streamid=secret"}, rehearsal=False, base=BASE)
    assert "secret" not in repr(refused.value)


def test_a_start_that_the_spring_change_skips(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, sent = panel
    widget.new.click()
    fill(widget, date="2026-03-29", zone="Europe/Berlin", start="2:30")
    widget.form.save.click()
    assert sent.wishes == []
    assert "clocks go forward" in widget.form.fields["start"].said()


def test_a_draft_survives_draws_and_the_answer_of_the_desk(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, sent = panel
    widget.new.click()
    fill(widget, start="20:00")
    widget.form.save.click()
    refused = nothing_open(refusals={"wish-1": Refused(Reason.TIME_DOES_NOT_EXIST, field="start")}, shows=ENTRIES)
    widget.draw(refused)
    assert widget.form.fields["title"].text() == "Kitchen"
    assert "does not exist" in widget.form.fields["start"].said()
    assert len(sent.wishes) == 1


def test_editing_names_the_old_header(panel: tuple[ShowsPanel, Sent]) -> None:
    widget, sent = panel
    stage = Stage()
    widget.draw(stage.snapshot())
    widget.edit.click()
    widget.form.fields["title"].put("Bathroom night")
    widget.form.save.click()
    wish = sent.last()
    assert isinstance(wish, i.EditHeader)
    assert (wish.was.title, wish.now.title) == ("Kitchen night", "Bathroom night")
    stage.do(wish)
    widget.draw(stage.snapshot(station=Station(who="王")))
    assert widget.form.isHidden()


times = st.integers(0, DAY // SECOND - 1).map(lambda s: TimeOfDay(Span(s * SECOND)))
texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(
    title=texts,
    day=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    start=times,
    out=st.none() | times,
    delay=st.none() | st.integers(0, 86_400_000).map(Span),
    fps=st.none() | st.sampled_from([25.0, 29.97, 60.0]),
    microphones=st.lists(texts.filter(lambda t: "," not in t and "，" not in t), max_size=3),
)
def test_what_the_form_shows_can_be_typed_back(**made: Any) -> None:
    header = Header(
        title=made["title"],
        date=made["day"],
        zone="Asia/Tokyo",  # no change of clocks
        start=made["start"],
        hard_out=made["out"],
        viewer_delay=made["delay"],
        fps=made["fps"],
        microphones=tuple(made["microphones"]),
    )
    assert read_header(texts_of(header), rehearsal=False, base=header) == header


@pytest.fixture(params=LANGUAGES)
def plan(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[MainWindow]:
    """The room Plan on a notebook's screen, in each language."""
    theme.apply(qapp, scale=1.0, fonts=resources() / "fonts")
    use(request.param)
    window = stand("both", Room.PLAN)
    assert isinstance(window, MainWindow)
    window.resize(1280, 720)
    window.show()
    for _turn in range(3):
        window.draw(sample_states.plan())
        qapp.processEvents()
    yield window
    use("en")
    window.close()
    window.deleteLater()
    qapp.setStyleSheet("")


def test_what_an_open_show_is_stands_whole_beside_when_it_is_on_a_notebook(plan: MainWindow) -> None:
    shown = [row._detail.shown() for row in plan.findChildren(ShowRow)]
    assert len(shown) == 3
    assert not [words for words in shown if "…" in words]
    assert [words for words in shown if words.endswith(_("open now"))], shown
    assert all(words.startswith("2026-11-") for words in shown)
