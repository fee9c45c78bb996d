"""Why a file from outside is refused whole."""

from liveops_desktop.words.translation import N_, _


def file_refusal(wrong: str, detail: str = "") -> str:
    """Return the sentence for a value of ``exchange.sheets.parsing.Wrong``."""
    return _(_WRONGS[wrong]).format(detail=detail)


_WRONGS = {
    "not-there": N_("The file cannot be opened: {detail}."),
    "unknown-kind": N_(
        "A file of this kind ({detail}) holds no run-of-show: take Excel, ODS, CSV or an Ontime project."
    ),
    "too-big": N_("The file is too big; a run-of-show has at most {detail}."),
    "bomb": N_("The file unpacks to far more than a spreadsheet does; it was not opened."),
    "too-many-rows": N_("{detail}: too many rows."),
    "too-many-columns": N_("{detail}: too many columns."),
    "too-many-sheets": N_("Too many sheets: at most {detail}."),
    "encrypted": N_("The file has a password. Save it without one."),
    "not-readable": N_("The file is damaged, or not what its name says: {detail}"),
    "empty": N_("There is nothing in the file."),
    "too-long": N_("Reading the file took more time or memory than any run-of-show needs; it was given up."),
    "cancelled": N_("Cancelled."),
}
