"""The rig spec as a form: each field wished for as it is left, refused at itself."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.core import intents as i
from liveops_desktop.core.commands import TakeRig
from liveops_desktop.core.preflight import Limits
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.snapshot import Station
from liveops_desktop.exchange.content import load_content
from liveops_desktop.exchange.rigs import load_platforms
from liveops_desktop.panels.rig import GROUPS, RigSpec, changed, limits_changed, limits_text, text_of
from tests.panels.stage import Sent, Stage, nothing_open

INFOS = tuple(check.info for check in CATALOGUE)
SPACE = next(info for info in INFOS if info.id == "rec.space")


@pytest.fixture
def form(qtbot: QtBot) -> tuple[RigSpec, Sent]:
    sent = Sent()
    made = RigSpec(sent)
    qtbot.addWidget(made)
    return made, sent


def leave(form: RigSpec, key: str, text: str) -> None:
    field = form._fields[key]
    field.put(text)
    field.edit.editingFinished.emit()


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("ingest", " rtmp://a/live ", "rtmp://a/live"),
        ("fps", "29.97", 29.97),
        ("fps", "", None),
        ("canvas", "1920×1080", (1920, 1080)),
        ("open_microphones", "Host， Guest,", ("Host", "Guest")),
        ("sample_rate", "48000", 48_000),
        ("stream_delay", "2,5", 2_500),
        ("loudness_lufs", "-16", -16.0),
    ],
)
def test_each_field_is_read_and_written_back(field: str, text: str, value: object) -> None:
    rig = changed(Rig(), field, text)
    assert getattr(rig, field) == value
    assert changed(Rig(), field, text_of(rig, field)) == rig


@pytest.mark.parametrize(("field", "text"), [("fps", "fast"), ("canvas", "1920"), ("sample_rate", "48.5")])
def test_what_cannot_be_read_is_refused_at_its_field(field: str, text: str) -> None:
    with pytest.raises(Refused) as why:
        changed(Rig(), field, text)
    assert (why.value.reason, why.value.field) == (Reason.UNKNOWN_VALUE, field)


def test_every_field_of_the_form_is_one_of_the_rig() -> None:
    assert {key for _title, fields in GROUPS for key, _name, _hint in fields} <= set(Rig.__struct_fields__)


def test_limits_are_typed_as_passes_and_warns_and_given_back_by_nothing() -> None:
    own = limits_changed(Rig(), SPACE, "20 / 10")
    assert own.limits == {"rec.space": Limits(20, 10, "GB", more=True)}
    assert limits_text(own.limits["rec.space"]) == "20 / 10"
    assert limits_changed(own, SPACE, "7").limits["rec.space"] == Limits(7, 7, "GB", more=True)
    assert limits_changed(own, SPACE, " ").limits == {}
    with pytest.raises(Refused):
        limits_changed(Rig(), SPACE, "much")


def test_leaving_a_field_wishes_the_change_and_nothing_when_it_is_the_same(form: tuple[RigSpec, Sent]) -> None:
    widget, sent = form
    now = Stage().snapshot(checks=INFOS)
    widget.draw(now)
    leave(widget, "fps", "25")
    assert sent.wishes == [i.SetRig(now.rig, replace(now.rig, fps=25.0))]
    leave(widget, "ingest", text_of(now.rig, "ingest"))
    assert len(sent.wishes) == 1


def test_what_is_typed_wrong_or_refused_is_said_at_the_field_and_stays(form: tuple[RigSpec, Sent]) -> None:
    widget, sent = form
    stage = Stage()
    widget.draw(stage.snapshot(checks=INFOS))
    leave(widget, "fps", "fast")
    assert sent.wishes == []
    assert widget._fields["fps"].said()
    leave(widget, "fps", "999")
    wish = widget._wishes["fps"]
    refused = {wish: Refused(Reason.OUT_OF_RANGE, field="fps", detail="1 – 240")}
    widget.draw(stage.snapshot(checks=INFOS, station=Station(refusals=refused)))
    assert "240" in widget._fields["fps"].said()
    assert widget._fields["fps"].text() == "999"


def test_a_platform_is_taken_over_and_obs_is_asked(form: tuple[RigSpec, Sent]) -> None:
    widget, sent = form
    content = replace(load_content(), platforms=load_platforms())
    widget.draw(Stage().snapshot(checks=INFOS, content=content))
    widget._use_platform(1)
    (wish,) = sent.wishes
    assert isinstance(wish, i.SetRig)
    assert wish.now.video_kbps_most == content.platforms[0].rig.video_kbps_most
    widget._send(TakeRig())
    assert sent.wishes[-1] == TakeRig()


def test_limits_of_every_check_that_has_some_can_be_changed(form: tuple[RigSpec, Sent]) -> None:
    widget, sent = form
    now = Stage().snapshot(checks=INFOS)
    widget.draw(now)
    assert set(widget._limits) == {info.id for info in INFOS if info.limits is not None}
    field = widget._limits["rec.space"]
    field.put("20 / 10")
    field.edit.editingFinished.emit()
    assert sent.wishes == [i.SetRig(now.rig, limits_changed(now.rig, SPACE, "20 / 10"))]


def test_without_a_show_nothing_can_be_wished(form: tuple[RigSpec, Sent]) -> None:
    widget, sent = form
    widget.draw(nothing_open())
    leave(widget, "fps", "25")
    widget._use_platform(1)
    assert sent.wishes == []
