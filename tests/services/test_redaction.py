import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.services import redaction
from liveops_desktop.services.obs.secret import Password
from liveops_desktop.services.redaction import HIDDEN, redact, redact_data


@pytest.fixture(autouse=True)
def own_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "_known", set())
    monkeypatch.setattr(redaction, "_pattern", None)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("to rtmp://a.rtmp.youtube.com/live2/abcd-efgh now", f"to rtmp://a.rtmp.youtube.com/live2/{HIDDEN} now"),
        ("rtmps://h:443/app/inst/KEY?x=1", f"rtmps://h:443/app/{HIDDEN}?{HIDDEN}"),
        ("rtmp://h/app", "rtmp://h/app"),
        ("rtmp://h:1935/app/", "rtmp://h:1935/app/"),
        ("srt://h:9000?streamid=abc&passphrase=xyz", f"srt://h:9000?{HIDDEN}"),
        ("https://host/page?token=abc#frag", f"https://host/page?{HIDDEN}"),
        ("https://ann:pw@host/x", f"https://{HIDDEN}@host/x"),
        ("streamkey=abc-1 done", f"streamkey={HIDDEN} done"),
        ("stream_key: 'a b c', next", f"stream_key: {HIDDEN}, next"),
        ('{"server_password": "a\\"b", "port": 1}', f'{{"server_password": {HIDDEN}, "port": 1}}'),
        ("Authorization: Bearer abc.def", f"Authorization: {HIDDEN}"),
        ("key live_123456_AbCdEf", f"key {HIDDEN}"),
        ("use 1a2b-3c4d-5e6f-7a8b-9c0d", f"use {HIDDEN}"),
        ("id 123e4567-e89b-12d3-a456-426614174000", "id 123e4567-e89b-12d3-a456-426614174000"),
        ("KeyError: 'panel'", "KeyError: 'panel'"),
        ("OBS at 127.0.0.1:4455 refused at 20:30:15", "OBS at 127.0.0.1:4455 refused at 20:30:15"),
    ],
)
def test_secrets_known_by_their_form(text: str, left: str) -> None:
    assert redact(text) == left


@given(st.text(min_size=1, max_size=20).filter(str.strip))
def test_a_known_password_never_gets_through(secret: str) -> None:
    Password(secret)
    said = redact_data({"note": f"<{secret}>", "list": [f" {secret} "]})
    assert said == {"note": f"<{HIDDEN}>", "list": [f" {HIDDEN} "]} or secret not in json.dumps(
        said, ensure_ascii=False
    )


SECRET = 'ä"x\\y\n漢'


@pytest.mark.parametrize("write", [repr, json.dumps, lambda text: json.dumps(text, ensure_ascii=False)])
def test_a_known_password_is_hidden_as_programs_write_it(write: Callable[[str], str]) -> None:
    Password(SECRET)
    assert redact(f"got {write(SECRET)[1:-1]}, no more") == f"got {HIDDEN}, no more"


def test_a_short_password_does_not_spoil_every_word() -> None:
    Password("on")
    assert redact("connection on port") == f"connection {HIDDEN} port"


def test_a_value_under_a_secret_name_goes_whole() -> None:
    assert redact_data({"obs_password": "p q r", "streamkey": "", "key": "E01", "n": 1}) == {
        "obs_password": HIDDEN,
        "streamkey": "",
        "key": "E01",
        "n": 1,
    }
