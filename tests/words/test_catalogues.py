"""The catalogues hold every sentence of the source and nothing else, whole, and are compiled as they stand."""

import io
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from liveops_desktop.words import ENGLISH, LANGUAGES

HERE = Path(__file__).resolve().parents[2]
LOCALE = HERE / "resources" / "locale"
OTHERS = [key for key in LANGUAGES if key != ENGLISH]
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "c_": ((1, "c"), 2)}
RENEW = "run: sh resources/locale/renew"
Key = tuple[str, ...]


def _key(id_: "str | list[str] | tuple[str, ...]", context: str | None) -> Key:
    return (context or "", *((id_,) if isinstance(id_, str) else id_))


@pytest.fixture(scope="module")
def said() -> set[Key]:
    """Every sentence of the source."""
    found = extract_from_dir(
        HERE / "liveops_desktop", [("**.py", "python")], options_map={}, keywords=KEYWORDS, comment_tags=()
    )
    return {_key(message, context) for _file, _line, message, _comments, context in found}


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "liveops.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def sentences(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def forms_of(message: Message) -> list[str]:
    """The translation, in each of its plural forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}", text))


@pytest.mark.parametrize("language", OTHERS)
def test_each_catalogue_holds_the_sentences_of_the_source(language: str, said: set[Key]) -> None:
    held = {_key(message.id, message.context) for message in sentences(language)}
    assert (sorted(said - held), sorted(held - said)) == ([], []), RENEW


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_with_its_placeholders_and_plural_forms(language: str) -> None:
    trouble = []
    whole = catalogue(language)
    for message in sentences(language):
        said_as = [message.id] if isinstance(message.id, str) else list(message.id)
        forms = forms_of(message)
        wanted = whole.num_plurals if message.pluralizable else 1
        if message.fuzzy or len(forms) != wanted or not all(forms):
            trouble.append(f"not translated: {said_as[0]}")
        elif any(placeholders(form) != placeholders(said_as[-1]) for form in forms):
            trouble.append(f"other placeholders: {said_as[0]} → {forms}")
    assert not trouble


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_the_one_that_is_edited(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    with (LOCALE / language / "LC_MESSAGES" / "liveops.mo").open("rb") as kept:
        assert _messages(GNUTranslations(kept)) == _messages(GNUTranslations(compiled)), RENEW


def _messages(translations: GNUTranslations) -> dict[object, str]:
    messages: dict[object, str] = dict(translations._catalog)  # type: ignore[attr-defined]  # gettext has no other way
    messages.pop("", None)
    return messages


def test_taiwan_is_not_the_mainland_in_other_characters() -> None:
    """Words that only the mainland uses, written in traditional characters, betray a conversion."""
    mainland = (
        "視頻",
        "網絡",
        "服務器",
        "文件夾",
        "屏幕",
        "軟件",
        "硬盤",
        "內存",
        "數據庫",
        "碼率",
        "幀",
        "默認",
        "端口",
        "攝像頭",
    )
    found = [
        f"{word}: {form}"
        for message in sentences("zh_Hant")
        for form in forms_of(message)
        for word in mainland
        if word in form
    ]
    assert not found
