"""Which row holds the headings: guessed, chosen by hand, remembered."""

from liveops_desktop.exchange.sheets.mapping import guess, mapping_of, signature
from liveops_desktop.exchange.sheets.table import Book, Sheet, Text

ROWS = (
    ("Title", "Owner", "Start"),  # an older table above, whose headings are the better known
    ("Old opening", "Ann", "20:00"),
    ("Bit", "Mins", "Lead"),
    ("Opening", "3", "Bo"),
    ("Goodbye", "4", "Bo"),
)
FIELDS = ("title", "planned", "owner")


def sheet(*rows: tuple[str, ...], name: str = "Show") -> Sheet:
    return Sheet(name, tuple(tuple(Text(text) if text else None for text in row) for row in rows))


def known(*headings: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {signature(sheet(row).rows[0]): FIELDS for row in headings}


def test_a_row_chosen_by_hand_holds_the_headings() -> None:
    assert guess(Book((sheet(*ROWS),))).heading_row == 0
    made = mapping_of(sheet(*ROWS), 2)
    assert (made.heading_row, made.columns) == (2, ("own:Bit", "own:Mins", "own:Lead"))


def test_without_headings_columns_are_taken_as_a_paste_takes_them() -> None:
    made = mapping_of(sheet(*ROWS), -1)
    assert (made.heading_row, made.columns) == (-1, FIELDS)


def test_a_row_that_was_taken_before_is_taken_again_whatever_the_guess_and_wherever_it_stands() -> None:
    moved = sheet(("Season 4", "", ""), *ROWS)
    made = guess(Book((moved,)), known(ROWS[2]))
    assert (made.heading_row, made.columns) == (3, FIELDS)


def test_of_two_that_were_taken_before_the_latest_is_taken() -> None:
    assert guess(Book((sheet(*ROWS),)), known(ROWS[2], ROWS[0])).heading_row == 0
    assert guess(Book((sheet(*ROWS),)), known(ROWS[0], ROWS[2])).heading_row == 2
