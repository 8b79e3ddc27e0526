#!/usr/bin/env python3
"""How long a client waits for an answer while others besiege the service.

    bench/siege.py [--dawdlers 500] [--streams 200] [--floods 9] [--asks 300] [--url http://127.0.0.1:8642 --state-dir DIR]

Without --url it starts a service of its own (./ingest daemon) in a folder for temporary files. Dawdlers send nothing, half a
first line, half a head or half a body, and come again when they are let go; floods ask for the document without the token and
submit with a wrong and with the right one. Prints, for a quiet and for the besieged service, how many of the asks were answered
and how long they took. Needs Python 3.9 and nothing else.
"""

import argparse
import asyncio
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent


def request(method, path, token=None, body=None, more=""):
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{more}"
    if token:
        head += f"Authorization: Bearer {token}\r\n"
    if body is not None:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return (head + "\r\n" + (body or "")).encode()


async def ask(where, sent):
    """The status of the answer to a request on a connection of its own; 0 for none."""
    try:
        reader, writer = await asyncio.open_connection(*where)
        writer.write(sent)
        line = await reader.readline()
        while await reader.read(65536):
            pass
        writer.close()
        return int(line.split()[1]) if line else 0
    except OSError:
        return 0


async def dawdle(where, beginning):
    while True:
        try:
            reader, writer = await asyncio.open_connection(*where)
            writer.write(beginning)
            while await reader.read(65536):
                pass
            writer.close()
        except OSError:
            pass
        await asyncio.sleep(0.2)


async def listen(where, live):
    reader, writer = await asyncio.open_connection(*where)
    writer.write(request("GET", "/progress", more="Accept: text/event-stream\r\n"))
    first = True
    while line := await reader.readline():
        if first and line.startswith(b"data:"):
            first = False
            live.append(1)
    writer.close()


async def flood(where, sent, count):
    while True:
        count[0] += 1
        await ask(where, sent)
        await asyncio.sleep(0)


def asks(port, number):
    """In another process, so that a busy besieger does not count."""
    code = (
        "import socket,sys,time\n"
        "for i in range(int(sys.argv[2])):\n"
        " t=time.perf_counter(); s=b''\n"
        " try:\n"
        "  c=socket.create_connection(('127.0.0.1',int(sys.argv[1])),60)\n"
        "  c.sendall(b'GET /progress HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n')\n"
        "  while True:\n"
        "   b=c.recv(65536)\n"
        "   if not b: break\n"
        "   s+=b\n"
        " except OSError: pass\n"
        " print((s.split(b' ')[1:2] or [b'0'])[0].decode(),time.perf_counter()-t,flush=True)\n"
    )
    return asyncio.create_subprocess_exec(
        sys.executable, "-c", code, str(port), str(number), stdout=asyncio.subprocess.PIPE)


async def measured(name, port, number):
    out, _ = await (await asks(port, number)).communicate()
    lines = [line.split() for line in out.decode().splitlines()]
    took = sorted(float(seconds) for _, seconds in lines)
    good = sum(status == "200" for status, _ in lines)
    at = lambda share: took[min(len(took) - 1, int(share * len(took)))] * 1000
    print(f"| {name} | {good} of {number} | {at(0.5):.0f} | {at(0.99):.0f} | {took[-1] * 1000:.0f} |", flush=True)


async def siege(options, port, token):
    where = ("127.0.0.1", port)
    print("| service | answered 200 | median ms | 99 % ms | longest ms |\n|---|---|---|---|---|")
    await measured("quiet", port, options.asks)
    live, tasks, count = [], [], [0]
    for _ in range(options.streams):
        tasks.append(asyncio.create_task(listen(where, live)))
    until = time.monotonic() + 60
    while len(live) < options.streams and time.monotonic() < until:
        await asyncio.sleep(0.1)
    body = request("POST", "/runs", token, "{" + " " * 99)
    beginnings = [b"", b"GET /", request("GET", "/healthz")[:-2] + b"X: ", body[:-99]]
    for i in range(options.dawdlers):
        tasks.append(asyncio.create_task(dawdle(where, beginnings[i % 4])))
    close = "Connection: close\r\n"
    floods = [
        request("GET", "/progress", more=close),
        request("POST", "/runs", "0" * 64, "{}", close),
        request("POST", "/runs", token, '{"no_such_option": 1}', close),
    ]
    for i in range(options.floods):
        tasks.append(asyncio.create_task(flood(where, floods[i % 3], count)))
    await asyncio.sleep(3)
    begun, before = time.monotonic(), count[0]
    name = f"{options.dawdlers} dawdle, {len(live)} listen, {options.floods} flood"
    await measured(name, port, options.asks)
    print(f"\n{(count[0] - before) / (time.monotonic() - begun):.0f} requests a second flooded it meanwhile")
    for task in tasks:
        task.cancel()


def own_service(folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = open(folder / "log", "wb")
    service = subprocess.Popen(
        [ROOT / "ingest", "daemon", f"--port={port}", f"--state-dir={folder / 'state'}", f"--root={folder}"],
        stdout=log, stderr=log)
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz?ready", timeout=5).close()
            return service, port
        except OSError:
            if service.poll() is not None:
                break
            time.sleep(0.1)
    sys.exit("the service did not start: " + (folder / "log").read_text())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("dawdlers", 500), ("streams", 200), ("floods", 9), ("asks", 300)):
        arguments.add_argument("--" + name, type=int, default=number)
    arguments.add_argument("--url")
    arguments.add_argument("--state-dir", type=pathlib.Path)
    options = arguments.parse_args()
    if options.url:
        token = (options.state_dir / "token").read_text().strip()
        asyncio.run(siege(options, urllib.parse.urlsplit(options.url).port, token))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        service, port = own_service(folder)
        try:
            asyncio.run(siege(options, port, (folder / "state" / "token").read_text().strip()))
        finally:
            service.terminate()
            service.wait()


if __name__ == "__main__":
    main()
