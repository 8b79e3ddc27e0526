"""What the clips are downloaded from, on loopback."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from .process import BenchError

_NGINX = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=10000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  types {{ video/mp4 mp4; video/webm webm; }}
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    root {root};
  }}
}}
"""


@contextmanager
def nginx(tool, work, root):
    """nginx over the files of a folder; gives its address."""
    folder = work / "nginx"
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    configuration = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(_NGINX.format(user=user, folder=folder, root=root, port=port))
    with _serving([tool, "-c", configuration, "-p", folder], port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def slow(work, content, delay):
    """A server whose every answer takes its time to the first byte; gives its address and what it counted."""
    body = work / "slow-body"
    body.write_bytes(content)
    port = free_port()
    command = [sys.executable, "-m", "mosbench.servers", str(port), str(delay), str(body)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    with _serving(command, port, environment):
        base = f"http://127.0.0.1:{port}"

        def counted():
            with urllib.request.urlopen(base + "/counted") as answer:
                most, answered, seconds = answer.read().split()
                return int(most), int(answered), float(seconds)

        yield base, counted


@contextmanager
def _serving(command, port, env=None):
    # In its own session: the benchmark waits for the children of its contenders alone.
    server = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, env=env, start_new_session=True)
    try:
        for _ in range(500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if server.poll() is not None:
                raise BenchError(f"{command[0]} does not start")
            time.sleep(0.02)
        yield
    finally:
        server.terminate()
        server.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class _SlowAnswers(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, just enough of it. Each clip is the same but for its name at the end of it."""

    body = b""
    delay = 0.0
    in_flight = 0
    most = 0
    answered = 0
    first = None
    last = 0.0

    def __init__(self):
        self._transport = None
        self._head = b""

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        self._head += data
        while b"\r\n\r\n" in self._head:
            head, self._head = self._head.split(b"\r\n\r\n", 1)
            self._asked(head.split(b" ", 2)[1])

    def _asked(self, path):
        counts = _SlowAnswers
        if path == b"/counted":
            seconds = counts.last - (counts.first or counts.last)
            self._answer(b"%d %d %f" % (counts.most, counts.answered, seconds))
            counts.most = counts.answered = counts.in_flight = 0
            counts.first = None
            return
        counts.first = counts.first or time.monotonic()
        counts.in_flight += 1
        counts.most = max(counts.most, counts.in_flight)
        asyncio.get_running_loop().call_later(self.delay, self._late, self.body + path.rjust(24, b" ")[-24:])

    def _late(self, body):
        counts = _SlowAnswers
        counts.in_flight -= 1
        counts.answered += 1
        counts.last = time.monotonic()
        self._answer(body)

    def _answer(self, body):
        if not self._transport.is_closing():
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: video/mp4\r\n\r\n" % len(body) + body)


async def _serve(port, delay, body):
    _SlowAnswers.delay = delay
    _SlowAnswers.body = body
    server = await asyncio.get_running_loop().create_server(_SlowAnswers, "127.0.0.1", port, backlog=512)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]).read_bytes()))
