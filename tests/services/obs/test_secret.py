"""The password shows nowhere."""

import pickle
from pathlib import Path

import pytest

from liveops_desktop.services.obs import PASSWORD_FILE, Password, password_from_environment, read_password_file
from liveops_desktop.services.obs.client import Client
from liveops_desktop.services.obs.worker import Target

PLANTED = "hunter2-planted"


def test_no_way_of_printing_shows_it() -> None:
    password = Password(PLANTED)
    holders = (password, Target("h", 1, password), Client("h", 1, password), [password], {"p": password})
    for holder in holders:
        assert PLANTED not in f"{holder} {holder!r} {holder!s}"
    with pytest.raises(TypeError, match="not written"):
        pickle.dumps(password)
    assert password.reveal() == PLANTED
    assert not Password(None)


def test_the_file_gives_its_first_line(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_bytes("\ufeffpass wörd \r\nsecond".encode())
    assert read_password_file(file) == "pass wörd "


@pytest.mark.parametrize("content", [b"", b"\n" + PLANTED.encode(), b"\xff" + PLANTED.encode(), PLANTED.encode() * 400])
def test_a_bad_file_is_refused_without_its_content(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "password"
    file.write_bytes(content)
    with pytest.raises(ValueError, match="password") as refused:
        read_password_file(file)
    assert PLANTED not in str(refused.value)
    assert refused.value.__context__ is None or PLANTED not in str(refused.value.__context__)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_password_file(tmp_path / "none")


def test_the_environment_names_the_file_and_none_is_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD_FILE, raising=False)
    assert password_from_environment() is None
    file = tmp_path / "password"
    file.write_text("secret words\n", encoding="utf-8")
    monkeypatch.setenv(PASSWORD_FILE, str(file))
    assert password_from_environment() == "secret words"
    monkeypatch.setenv(PASSWORD_FILE, str(tmp_path / "gone"))
    with pytest.raises(FileNotFoundError):
        password_from_environment()
