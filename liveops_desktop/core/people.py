"""Names of people, as they are typed at a seat."""


def same_person(one: str, other: str) -> bool:
    """Tell whether two names are one, however they are written."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
