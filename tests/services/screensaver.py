"""A desktop's screen saver for the tests of the hold on sleep: run as a program on a session bus of their own.

Writes each call that reaches it to standard output. With ``silent`` as argument it never answers, as a hung desktop.
"""

import sys

from jeepney import (  # type: ignore[import-untyped]  # jeepney has no types
    HeaderFields,
    MessageType,
    new_error,
    new_method_return,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]  # jeepney has no types
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # jeepney has no types

NAME = "org.freedesktop.ScreenSaver"
COOKIE = 4_711


def main(*, silent: bool) -> None:
    with open_dbus_connection("SESSION") as bus:
        bus.send_and_get_reply(message_bus.RequestName(NAME))
        print("ready", flush=True)
        while True:
            call = bus.receive()
            if call.header.message_type is not MessageType.method_call:
                continue
            member = call.header.fields[HeaderFields.member]
            print(member, *call.body, flush=True)
            if silent:
                continue
            match member:
                case "Inhibit":
                    bus.send(new_method_return(call, "u", (COOKIE,)))
                case "UnInhibit":
                    bus.send(new_method_return(call))
                case _:
                    bus.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod"))


if __name__ == "__main__":
    main(silent="silent" in sys.argv)
