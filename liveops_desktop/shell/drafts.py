"""What somebody is typing, carried over when the panels are built anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

_Field = QLineEdit | QPlainTextEdit


@dataclass(frozen=True)
class Draft:
    """The text of one field; *typed* by a person, or put there by the program."""

    kind: type[QWidget]
    text: str
    typed: bool


def take(panel: QWidget) -> tuple[Draft, ...]:
    """Return the drafts in *panel*, in the order of its fields; none where nobody typed."""
    fields = _fields(panel)
    if not any(map(_typed, fields)):
        return ()
    return tuple(Draft(type(field), _text(field), _typed(field)) for field in fields)


def put_back(panel: QWidget, drafts: Sequence[Draft]) -> None:
    """Put what was typed into the same fields of *panel* built anew.

    A panel whose fields are not the same as before keeps none: a text must never land in another field.
    """
    fields = _fields(panel)
    if [type(field) for field in fields] != [draft.kind for draft in drafts]:
        return
    for field, draft in zip(fields, drafts, strict=True):
        if draft.typed:
            _put(field, draft.text)


def _fields(panel: QWidget) -> list[_Field]:
    found = (child for child in panel.findChildren(QWidget) if isinstance(child, QLineEdit | QPlainTextEdit))
    return [field for field in found if not field.isReadOnly()]


def _text(field: _Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _typed(field: _Field) -> bool:
    return field.isModified() if isinstance(field, QLineEdit) else field.document().isModified()


def _put(field: _Field, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
        field.setModified(True)
        field.textEdited.emit(text)  # who counts or reads while typing must see it
    else:
        field.setPlainText(text)
        field.document().setModified(True)
