"""What only Java can measure: parts of ours by themselves."""

import shutil
import subprocess
import sys

from .process import BenchError, Took, run

_OPTIONS = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED"]


class JavaPart:
    """The programs of bench/java."""

    def __init__(self, tools):
        self._jar = tools.root / "bench/java/target/benchmarks.jar"
        self._work = tools.work
        find = '. "$0/ingest-cli/src/main/dist/find-jdk.sh" && find_java_home java && printf %s "$java_home"'
        self._java = subprocess.run(["sh", "-c", find, tools.root], capture_output=True, text=True, check=True).stdout + "/bin/java"

    @classmethod
    def built(cls, tools):
        """The part, made with Maven; None without it."""
        if not shutil.which("mvn"):
            print("no mvn: what is in Java is left out", file=sys.stderr)
            return None
        goal = ["mvn", "-B", "-q", "-Pbench", "-pl", "bench/java", "-am", "package", "-DskipTests", "-Dmanual.skip=true"]
        made = subprocess.run(goal, cwd=tools.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if made.returncode != 0:
            raise BenchError("bench/java does not build:\n" + made.stdout[-3000:])
        return cls(tools)

    def hashes(self, folder):
        return self._run("org.mosingest.bench.HashFolder", folder)

    def transfers(self, urls, folder, at_a_time):
        """As a process of its own, start included."""
        return self._transfers(urls, folder, at_a_time, 0)

    def transfers_of_a_service(self, urls, folder, at_a_time):
        """As in a service that has been running for a while: the clips come twice before what is measured."""
        said = self._work / "transfer.out"
        with said.open("wb") as out:
            self._transfers(urls, folder, at_a_time, 2, out)
        seconds, cpu = map(float, said.read_text().split())
        return Took(seconds, cpu, 0)

    def _transfers(self, urls, folder, at_a_time, before, out=None):
        listed = self._work / "transfer.list"
        listed.write_text("".join(url + "\n" for url in urls))
        return self._run("org.mosingest.bench.TransferStage", listed, folder, at_a_time, before, out=out)

    def _run(self, main, *arguments, out=None):
        return run([self._java, *_OPTIONS, "-cp", self._jar, main, *map(str, arguments)], out=out)
