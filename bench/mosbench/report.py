"""The figures as a table for people and as a document for programs."""

import os
import platform
import subprocess
from dataclasses import dataclass
from datetime import datetime, timezone
from statistics import median


@dataclass(frozen=True)
class Result:
    """An entry with what its contenders took, round by round."""

    entry: object
    took: list

    def rates(self, name, of_cpu=False):
        """Clips a second of a contender, by the clock or of processor time, round by round; none if it was left out."""
        for contender, took in zip(self.entry.contenders, self.took):
            if contender.name == name:
                return [contender.clips / (one.cpu if of_cpu else one.wall) for one in took]
        return []

    def goals(self):
        """For each goal what was reached: the median of the ratios within a round."""
        for goal in self.entry.goals:
            ours = self.rates(goal.ours, goal.of_cpu)
            others = self.rates(goal.other, goal.of_cpu) if goal.other else None
            if not ours or (goal.other and not others):
                yield goal, None
            else:
                yield goal, median(a / b for a, b in zip(ours, others)) if others else median(ours)


def markdown(facts, results):
    lines = [
        f"{facts['when']}, {facts['cores']} cores ({facts['cpu']}), {facts['memory_gb']} GB, {facts['system']}, {facts['disk']}.",
        f"Medians of {facts['rounds']}; {', '.join(facts['versions'])}.",
    ]
    for result in results:
        lines += ["", f"**{result.entry.title}**", "", "| | clips | s | clips/s | CPU ms/clip | peak RSS MB |", "|---|--:|--:|--:|--:|--:|"]
        for contender, took in zip(result.entry.contenders, result.took):
            wall, cpu = median(one.wall for one in took), median(one.cpu for one in took)
            rss = max(one.rss for one in took)
            lines.append(
                f"| {contender.name} | {contender.clips} | {wall:.2f} | {_short(contender.clips / wall)}"
                f" | {cpu / contender.clips * 1000:.2f} | {rss / 1e6:.0f} |".replace(" 0 |", " |")
            )
        reached = list(result.goals())
        if reached:
            lines += ["", "| goal | at least | reached |", "|---|--:|--:|"]
            for goal, figure in reached:
                lines.append(f"| {goal.ours}: {goal.what} | {_short(goal.least)} | {'not measured' if figure is None else _short(figure)} |")
    return "\n".join(lines)


def _short(number):
    return f"{number:,.0f}".replace(",", " ") if number >= 100 else f"{number:.2f}" if number < 10 else f"{number:.1f}"


def document(facts, results):
    return {
        **facts,
        "entries": [
            {
                "name": result.entry.name,
                "title": result.entry.title,
                "contenders": [
                    {"name": contender.name, "clips": contender.clips, "runs": [vars(one) for one in took]}
                    for contender, took in zip(result.entry.contenders, result.took)
                ],
                "goals": [{**vars(goal), "reached": figure} for goal, figure in result.goals()],
            }
            for result in results
        ],
    }


def machine():
    with open("/proc/cpuinfo") as file:
        cpu = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), platform.machine())
    return {
        "when": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
        "cores": len(os.sched_getaffinity(0)),
        "cpu": cpu,
        "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9),
        "system": f"Linux {platform.release().split('-')[0]}",
        "disk": _said(["stat", "-f", "-c", "%T", "."]).replace("ext2/ext3", "ext4"),
    }


def versions(tools):
    found = [_said([tools.ingest, "--version"])]
    for tool, option in (
        (tools.bundled, "-version"),
        (tools.ffprobe, "-version"),
        (tools.curl, "--version"),
        (tools.aria2c, "--version"),
        (tools.nginx, "-v"),
        (tools.sha256sum, "--version"),
    ):
        if tool:
            found.append(_said([tool, option]).split(" Copyright")[0].split(" (x86")[0])
    return {"versions": [one for one in found if one]}


def _said(command):
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    except OSError:
        return ""
    return (done.stdout or done.stderr).split("\n")[0].strip()
