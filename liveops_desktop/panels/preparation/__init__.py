"""Preparation: the seven steps, ticked by name and time, seen by role and by gate."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from liveops_desktop.core.content import Gate
from liveops_desktop.core.intents import TickItem
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Action, Panel, PanelWidget, Part, Room, Send
from liveops_desktop.panels.preparation.listing import Progress, Row, progress_of, roles_of, rows_of, step_title
from liveops_desktop.panels.preparation.row import ItemRow
from liveops_desktop.panels.preparation.rows import ItemList
from liveops_desktop.widgets.frame import Empty, Section, margins
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.pick import PickRow
from liveops_desktop.widgets.rows import taken_out
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _, n_, refusal_sentence, role_word

LIST = Part(
    N_("In the preparation"),
    (
        Action("tick", N_("Tick the item, or take the tick away"), ("Space",)),
        Action("value", N_("Go to the value, or tick"), ("Return", "Enter")),
    ),
)


class PreparationPanel(PanelWidget):
    """Draws the items; which role and gate are picked is this panel's own view."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._role: Role | None = None
        self._gate: Gate | None = None
        self._wishes: dict[str, str] = {}
        """Item → id of its latest wish."""
        self._shown: tuple[Row, ...] = ()
        self._hidden: set[QWidget] = set()
        """Rows and headings taken from the list by a filter."""
        self._listed: tuple[str, ...] | None = None
        self._rows: dict[str, ItemRow] = {}
        self._heads: dict[int, Text] = {}
        self._gates: dict[Gate, PickRow] = {}
        self._roles: dict[Role, PickRow] = {}
        self.setAccessibleName(_("Preparation"))
        self._card = Section(_("Preparation"))
        across = QHBoxLayout()
        margins(across, 0, 0, 16)
        across.addWidget(self._build_filter())
        across.addWidget(self._build_list(), 1)
        self._card.body.addLayout(across, 1)
        whole = QHBoxLayout(self)
        margins(whole, 0, 0, 0)
        whole.addWidget(self._card)

    def _build_filter(self) -> QWidget:
        self._filter = QWidget()
        self._filter.setFixedWidth(look().px(252))
        self._filter_column = QVBoxLayout(self._filter)
        margins(self._filter_column, 0, 0, 0)
        self._filter_column.addWidget(Text(_("Gates").upper(), Type.LABEL, Tone.DIM))
        self._role_head = Text(_("Whose").upper(), Type.LABEL, Tone.DIM)
        self._filter_column.addSpacing(look().px(12))
        self._filter_column.addWidget(self._role_head)
        self._filter_column.addStretch(1)
        killer = _("Killer: while it is open, its gate is not passed. Preflight counts the killers alone.")
        self._filter_column.addWidget(Text(killer, Type.SMALL, Tone.DIM, wrap=True))
        return self._filter

    def _build_list(self) -> QWidget:
        self._scroll = ItemList(
            _("Items; Space ticks, Enter goes to the value"),
            LIST.heard({"tick": self._toggle, "value": self._enter}),
        )
        self._column = self._scroll.column
        self._column.setSpacing(look().px(4))
        self._empty = Empty()
        holder = QWidget()
        column = QVBoxLayout(holder)
        margins(column, 0, 0, 0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1)
        return holder

    # -- drawing -----------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        """Show *snapshot*; an item's row stays the same widget, so a value being typed survives."""
        self._snapshot = snapshot
        rows = rows_of(snapshot, self._role, self._gate)
        self._draw_empty(snapshot, rows)
        self._filter.setVisible(snapshot.show is not None)
        if snapshot.show is not None:
            self._draw_filter(snapshot)
        if rows != self._shown or self._listed is None:
            self._shown = rows
            for row in rows:
                if row.item in self._rows:
                    self._rows[row.item].put(row)
                else:
                    self._rows[row.item] = ItemRow(row, self._tick)
            self._arrange(rows)
        self._draw_refusals(snapshot)

    def _draw_empty(self, snapshot: Snapshot, rows: tuple[Row, ...]) -> None:
        self._empty.setVisible(not rows)
        self._scroll.setVisible(bool(rows))
        if snapshot.show is None:
            self._empty.put(_("The preparation of a show stands here."), _("Open or make a show at the left."))
        else:
            self._empty.put(_("No item for this role at this gate."), _("Pick the role or the gate again to see all."))

    def _draw_filter(self, snapshot: Snapshot) -> None:
        items = snapshot.content.items
        ticks = snapshot.show.ticks if snapshot.show is not None else {}
        gates = progress_of(items, ticks, self._role)
        self._card.put_head(_("Preparation"), _remark(gates))
        for progress in gates:
            if progress.gate not in self._gates:
                row = PickRow()
                row.clicked.connect(partial(self._pick_gate, progress.gate))
                self._filter_column.insertWidget(1 + len(self._gates), row)
                self._gates[progress.gate] = row
            open_ones = progress.killers_open
            killers = n_("{count} killer", "{count} killers", open_ones).format(count=open_ones) if open_ones else ""
            figure = f"{progress.done}/{progress.total}"
            self._gates[progress.gate].put(progress.state, progress.gate.value, killers, figure)
        for gate, row in self._gates.items():
            row.setChecked(gate is self._gate)
            row.setVisible(any(progress.gate is gate for progress in gates))
        for role in roles_of(items):
            if role not in self._roles:
                row = PickRow()
                row.clicked.connect(partial(self._pick_role, role))
                self._filter_column.insertWidget(self._filter_column.count() - 2, row)  # before the air
                self._roles[role] = row
            mine = [item for item in items if item.owner is role]
            done = sum(item.id in ticks for item in mine)
            self._roles[role].put(None, role_word(role), "", f"{done}/{len(mine)}")
            self._roles[role].setChecked(role is self._role)

    def _arrange(self, rows: tuple[Row, ...]) -> None:
        listed = tuple(row.item for row in rows)
        if listed == self._listed:
            return
        self._listed = listed
        for widget in taken_out(self._column):
            widget.hide()
            self._hidden.add(widget)
        step = 0
        for row in rows:
            if row.step != step:
                step = row.step
                self._put(self._head(step))
            self._put(self._rows[row.item])
        self._column.addStretch(1)
        self._scroll.put_rows([self._rows[row.item] for row in rows])

    def _put(self, widget: QWidget) -> None:
        """Put *widget* at the foot of the list. One that is new there shows itself with it; showing each costs dear."""
        self._column.addWidget(widget)
        if widget in self._hidden:
            self._hidden.discard(widget)
            widget.show()

    def _head(self, step: int) -> Text:
        if step not in self._heads:
            self._heads[step] = Text("", Type.LABEL, Tone.DIM)
            self._heads[step].setContentsMargins(0, look().px(12), 0, look().px(2))
        self._heads[step].put(f"{step} {step_title(step)}".upper())
        return self._heads[step]

    def _draw_refusals(self, snapshot: Snapshot) -> None:
        for item, wish in list(self._wishes.items()):
            refused = snapshot.station.refusals.get(wish)
            if refused is not None and item in self._rows:
                self._rows[item].say(refusal_sentence(refused))

    # -- keys --------------------------------------------------------------------------

    def _toggle(self, row: QWidget) -> None:
        if isinstance(row, ItemRow):
            row.box.click()

    def _enter(self, row: QWidget) -> None:
        if isinstance(row, ItemRow):
            row.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes from a value back to the list; what was typed stays."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape and isinstance(focus, QLineEdit) and self._scroll.isAncestorOf(focus):
            self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # -- wishing -----------------------------------------------------------------------

    def _tick(self, item: str, done: bool, value: str) -> None:  # noqa: FBT001 -- as the row hands it over
        self._wishes[item] = self._send(TickItem(item, done, value))
        field = self._rows[item].value
        if field is not None and field.hasFocus():
            self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick_gate(self, gate: Gate) -> None:
        self._gate = None if self._gate is gate else gate
        self._redraw()

    def _pick_role(self, role: Role) -> None:
        self._role = None if self._role is role else role
        self._redraw()

    def _redraw(self) -> None:
        if self._snapshot is not None:
            self.draw(self._snapshot)


def _remark(gates: tuple[Progress, ...]) -> str:
    done, total = sum(gate.done for gate in gates), sum(gate.total for gate in gates)
    return _("{done} of {total} done").format(done=done, total=total)


PANEL = Panel(
    key="preparation",
    title=N_("Preparation"),
    room=Room.PLAN,
    order=30,
    hats=frozenset({Role.PLANNER, Role.TECHNICAL, Role.EXECUTION}),
    build=PreparationPanel,
    parts=(LIST,),
)
