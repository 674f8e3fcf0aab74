"""A client for the YAML language server, the one that editors use, with as much of the protocol as a test needs."""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.patience import PATIENCE


class LanguageServer:
    """One running server with one schema for every YAML file."""

    def __init__(self, program: str, schema: Path) -> None:
        self._process = subprocess.Popen([program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._timer = threading.Timer(PATIENCE, self._process.kill)
        self._timer.start()
        self._count = 0
        self._settings = {
            "yaml": {"schemas": {schema.as_uri(): "*.yaml"}, "completion": True, "validate": True},
            "http": {},
        }
        self.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self._send("initialized", {})
        self._send("workspace/didChangeConfiguration", {"settings": self._settings})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._process.kill()
        self._process.communicate()

    def request(self, method: str, parameters: Any) -> Any:
        """Return the server's answer to a request."""
        self._count += 1
        number = self._count
        self._send(method, parameters, id=number)
        return self._receive(lambda message: message.get("id") == number and "method" not in message)["result"]

    def diagnostics(self, file: Path, text: str) -> list[tuple[int, str]]:
        """Open `file` with `text`; return line (from 1) and message of everything that is marked in the editor."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send("textDocument/didOpen", {"textDocument": document})
        method = "textDocument/publishDiagnostics"
        told = self._receive(lambda message: message.get("method") == method)["params"]["diagnostics"]
        return [(one["range"]["start"]["line"] + 1, one["message"]) for one in told]

    def completions(self, file: Path, line: int, column: int) -> list[str]:
        """Return what the editor offers at a place of an open file, counted from 1."""
        position = {"line": line - 1, "character": column - 1}
        offered = self.request(
            "textDocument/completion", {"textDocument": {"uri": file.as_uri()}, "position": position}
        )
        return [item["label"] for item in offered["items"]]

    def _send(self, method: str, parameters: Any, **more: Any) -> None:
        self._write({"jsonrpc": "2.0", "method": method, "params": parameters, **more})

    def _write(self, message: Any) -> None:
        content = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _receive(self, wanted: Any) -> Any:
        """Read until a message is `wanted`, and answer what the server asks on the way."""
        while True:
            message = self._read()
            if "method" in message and "id" in message:
                asked = message["params"].get("items", ()) if message["method"] == "workspace/configuration" else ()
                answer = [self._settings.get(item["section"]) for item in asked] or None
                self._write({"jsonrpc": "2.0", "id": message["id"], "result": answer})
            elif wanted(message):
                return message

    def _read(self) -> Any:
        source = self._process.stdout
        assert source is not None
        length = 0
        while line := source.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended, or took too long"
        return json.loads(source.read(length))
