"""The lab's own line to OBS: obs-websocket 5, apart from the product so that neither hides a fault of the other."""

import base64
import hashlib
import json
from typing import Any

import websocket


class LabRefusedError(Exception):
    """OBS refused a request of the lab."""

    def __init__(self, name: str, code: int, comment: str) -> None:
        super().__init__(f"{name}: {code} {comment}")
        self.code = code


class Wire:
    """One identified connection; every answer is matched to its request."""

    def __init__(self, port: int, password: str, seconds: float = 20.0) -> None:
        self._ws = websocket.create_connection(f"ws://127.0.0.1:{port}", timeout=seconds)
        self._count = 0
        hello = json.loads(self._ws.recv())["d"]
        me: dict[str, Any] = {"rpcVersion": 1, "eventSubscriptions": 0}
        if "authentication" in hello:
            asked = hello["authentication"]
            secret = _digest(password + asked["salt"])
            me["authentication"] = _digest(secret + asked["challenge"])
        self._ws.send(json.dumps({"op": 1, "d": me}))
        assert json.loads(self._ws.recv())["op"] == 2

    def ask(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """Send one request and return its data; raises ``LabRefusedError``."""
        self._count += 1
        number = str(self._count)
        self._ws.send(json.dumps({"op": 6, "d": {"requestType": name, "requestId": number, "requestData": data}}))
        while True:
            answer = json.loads(self._ws.recv())["d"]
            if answer.get("requestId") == number:
                break
        status = answer["requestStatus"]
        if not status["result"]:
            raise LabRefusedError(name, status["code"], status.get("comment", ""))
        given: dict[str, Any] = answer.get("responseData") or {}
        return given

    def close(self) -> None:
        """Leave without waiting for OBS, which may be stopped."""
        self._ws.shutdown()  # type: ignore[no-untyped-call]  # websocket-client types it half


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
