"""An edit as a three-way comparison: what is there, what the person saw, what they want."""

from msgspec import Struct

from liveops_desktop.core.refusal import Reason, Refused


def changes(current: Struct, was: Struct, now: Struct) -> dict[str, object]:
    """Return the fields to change: none that the person did not touch, none that is so already.

    Raises:
        Refused: ``EDIT_CONFLICT`` for a field that holds neither what the person saw nor what they want.
    """
    changed: dict[str, object] = {}
    for field in current.__struct_fields__:
        there, seen, wanted = getattr(current, field), getattr(was, field), getattr(now, field)
        if wanted in (seen, there):
            continue
        if there != seen:
            raise Refused(Reason.EDIT_CONFLICT, field=field, detail=str(there))
        changed[field] = wanted
    return changed
