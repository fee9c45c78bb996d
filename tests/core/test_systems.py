"""Until when systems are supported."""

from datetime import date

import pytest

from liveops_desktop.core.systems import supported_until


@pytest.mark.parametrize(
    ("system", "version", "until"),
    [
        ("windows", "10.0.19045", date(2025, 10, 14)),
        ("windows", "10.0.10240", date(2025, 10, 14)),
        ("windows", "10.0.26100", date(2026, 10, 13)),
        ("windows", "10.0.26150", date(2026, 10, 13)),
        ("windows", "10.0.99999", None),
        ("windows", "odd", None),
        ("debian", "12", date(2028, 6, 30)),
        ("ubuntu", "22.04", date(2027, 4, 30)),
        ("macos", "15.3.1", date(2027, 9, 15)),
        ("arch", "", None),
    ],
)
def test_until_when_a_system_is_supported(system: str, version: str, until: date | None) -> None:
    assert supported_until(system, version) == until
