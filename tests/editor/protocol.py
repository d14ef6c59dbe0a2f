"""Speaking the Language Server Protocol with a process over its standard input and output."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any, Final

PATIENCE: Final = 60
"""Seconds to wait for any one message: far more than one ever takes, and yet an end."""


class Server:
    """A language server that runs, and what has been asked of it."""

    def __init__(self, process: "subprocess.Popen[bytes]", settings: dict[str, Any]) -> None:
        """Take over a process that has just been started.

        Args:
            process: reads and writes messages.
            settings: what the server is told when it asks how it is to work.
        """
        self._process = process
        self._settings = settings
        self._messages: Queue[dict[str, Any] | None] = Queue()
        self._last = 0
        self.noted: dict[str, list[dict[str, Any]]] = {}
        Thread(target=self._listen, daemon=True).start()

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401 - an answer is of any kind
        """Send a request and wait for its answer."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, params: object) -> None:
        """Send what needs no answer."""
        self._send({"method": method, "params": params})

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """What the server has to say of a file, waiting until it does."""
        while uri not in self.noted:
            self._next()
        return self.noted[uri]

    def _next(self) -> dict[str, Any]:
        """The next message, with what the server itself asks answered on the way."""
        try:
            message = self._messages.get(timeout=PATIENCE)
        except Empty:
            message = None
        assert message is not None, f"no answer within {PATIENCE} s, or the server has ended"
        if message.get("method") == "textDocument/publishDiagnostics":
            self.noted[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._reply(message)})
        return message

    def _reply(self, message: dict[str, Any]) -> object:
        if message["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item.get("section", "")) for item in message["params"]["items"]]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        stream.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        for message in _messages(stream):
            self._messages.put(message)
        self._messages.put(None)


def _messages(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    length = 0
    while line := stream.readline():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        elif not line.strip():
            yield json.loads(stream.read(length))


@contextmanager
def running(command: Sequence[str | Path], folder: Path, settings: dict[str, Any]) -> Iterator[Server]:
    """A server that has been greeted, for a folder of files; ended when it is no longer needed."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    try:
        server = Server(process, settings)
        document = {
            "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": False}},
            "hover": {"contentFormat": ["markdown"]},
            "publishDiagnostics": {},
            "synchronization": {},
        }
        server.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "files"}],
                "capabilities": {"textDocument": document, "workspace": {"configuration": True}},
            },
        )
        server.tell("initialized", {})
        yield server
        server.ask("shutdown", None)
        server.tell("exit", None)
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            assert stream is not None
            stream.close()
