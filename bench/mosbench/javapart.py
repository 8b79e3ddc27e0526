"""What only Java can measure: parts of ours by themselves."""

from .contenders import empty_folder
from .process import run

_OPTIONS = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED"]


class JavaPart:
    """The programs of bench/java, built by hand: see docs/performance.md."""

    def __init__(self, tools):
        self._jar = tools.root / "bench/java/target/benchmarks.jar"
        self._work = tools.work
        self._java = "java"

    def is_there(self):
        return self._jar.is_file()

    def hashes(self, folder):
        return self._run("org.mosingest.bench.HashFolder", folder)

    def transfers(self, urls, folder, at_a_time):
        listed = self._work / "transfer.list"
        listed.write_text("".join(url + "\n" for url in urls))
        empty_folder(folder)
        return self._run("org.mosingest.bench.TransferStage", listed, folder, at_a_time)

    def _run(self, main, *arguments):
        return run([self._java, *_OPTIONS, "-cp", self._jar, main, *map(str, arguments)])
