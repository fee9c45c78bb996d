import dataclasses
from collections.abc import Mapping

import pytest
from PySide6.QtGui import QGuiApplication

from liveops_desktop.panels import Action, Panel, PanelWidget, Part, Room
from liveops_desktop.shell.bindings import FIXED, bound, of_parts, own, portable, refusal, troubles
from liveops_desktop.shell.board import PANELS


def panel(key: str, room: Room, *actions: Action) -> Panel:
    return Panel(key, key.title(), room, 0, frozenset(), lambda _send: PanelWidget(), actions)


BAR = panel("bar", Room.ON_AIR, Action("take", "Take", ("Space",)), Action("hold", "Hold", ("H",)))
CARD = panel("card", Room.ON_AIR, Action("step", "Step", ("Return", "Enter")), Action("shared", "Shared", ("H",)))
NOTES = panel("notes", Room.REVIEW, Action("mark", "Mark", ("B",)))
BOARD = (BAR, CARD, NOTES)

pytestmark = pytest.mark.usefixtures("qapp")


def keys(changed: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {one.name: one.sequences for one in bound(BOARD, changed)}


def test_without_changes_each_has_its_own() -> None:
    assert keys({})["bar.take"] == ("Space",)
    assert troubles(BOARD, {}) == ()


def test_a_change_is_taken_and_one_for_another_version_is_left() -> None:
    changed = {"bar.take": ("F12",), "pedal.left": ("X",)}
    assert keys(changed)["bar.take"] == ("F12",)
    assert troubles(BOARD, changed) == ()


def test_two_may_swap() -> None:
    changed = {"bar.take": ("Return",), "card.step": ("Space",)}
    assert troubles(BOARD, changed) == ()
    assert keys(changed)["card.step"] == ("Space",)


def test_a_clash_is_named_and_taken_back() -> None:
    changed = {"bar.take": ("Return",)}
    (said,) = troubles(BOARD, changed)
    assert "“Return” is already: Step (Card)" in said
    assert keys(changed)["bar.take"] == ("Space",)


def test_what_was_taken_back_takes_back_what_built_on_it() -> None:
    # The take cannot have B+nothing: it keeps Space, so the step cannot have Space.
    changed = {"card.step": ("Space",), "bar.take": ("Blah",)}
    assert len(troubles(BOARD, changed)) == 2
    assert keys(changed)["card.step"] == ("Return", "Enter")


def test_a_key_of_a_table_in_the_room_is_not_given_away() -> None:
    table = Part("In the table", (Action("delete", "Delete the cue", ("Del",)),))
    board = (*BOARD, dataclasses.replace(panel("rows", Room.ON_AIR), parts=(table,)))
    (said,) = troubles(board, {"bar.take": ("Del",)})
    assert "“Del” is already: Delete the cue (In the table)" in said
    assert bound(board, {"bar.take": ("Del",)}) == bound(board, {})
    assert troubles(board, {"notes.mark": ("Del",)}) == ()


def test_no_own_key_of_a_room_keeps_a_table_of_it_from_hearing_its_own() -> None:
    """Enter and Space are kept by the lists themselves (``RowList``)."""
    for one in of_parts(PANELS):
        taken = {portable(key) for other in own(PANELS) if other.room is one.room for key in other.sequences}
        kept = {"Return", "Enter", "Space"}
        assert not taken & ({portable(key) for key in one.sequences} - kept), one.words()


def test_the_same_key_in_another_room_is_no_clash() -> None:
    assert troubles(BOARD, {"bar.take": ("B",)}) == ()


def test_a_key_shared_by_design_may_stay_and_be_taken_again() -> None:
    hold = next(one for one in bound(BOARD, {}) if one.name == "bar.hold")
    assert refusal(hold, "H", bound(BOARD, {})) == ""


@pytest.mark.parametrize("key", FIXED)
def test_keys_of_the_program_are_not_given_away(key: str) -> None:
    assert portable(key) == key
    assert "already" in troubles(BOARD, {"bar.take": (key,)})[0]


@pytest.mark.parametrize("key", ["", "Blah", "Ctrl+K, X"])
def test_what_is_no_single_key_is_refused(key: str) -> None:
    assert "is no key" in troubles(BOARD, {"bar.take": (key,)})[0]


def test_the_panels_as_shipped_do_not_clash() -> None:
    assert QGuiApplication.instance() is not None
    everything = own(PANELS)
    assert [why for one in everything for key in one.own if (why := refusal(one, key, everything))] == []
    assert len({one.name for one in everything}) == len(everything)
