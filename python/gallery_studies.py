"""The gallery's pages of studies: one of each folder in results/reference, from its files alone.

A page has the question, the command, the machine, the summary that the study wrote, and its charts,
which stay where they are.
"""

import json
import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STUDIES = ROOT / "results" / "reference"
EXPERIMENTS = ROOT / "experiments"

# The charts that answer the question come first.
FIRST = ("front", "curves_iterations", "points", "effects")


def studies(folder: Path = STUDIES) -> list:
    return [file.parent for file in sorted(folder.glob("*/summary.md"))]


def write_all(out: Path) -> None:
    for study in studies():
        write(study, out)


def table(out: Path) -> list:
    """A line of the index for each page in out."""
    written = [study for study in studies() if (out / f"{study.name}.md").is_file()]
    return [f"| [{study.name}]({out.name}/{study.name}.md) | {question(experiment_of(study))} |" for study in written]


def write(study: Path, out: Path) -> None:
    experiment = experiment_of(study)
    summary = (study / "summary.md").read_text(encoding="utf-8").strip()
    title, _, body = summary.partition("\n")
    text = [title]
    if experiment:
        words = f"./workbench {command(study)} {experiment.relative_to(ROOT).as_posix()}{options(study, experiment)}"
        readme = link(experiment.parent / "README.md", out)
        text.append(f"Expectation and verdict: [{experiment.parent.name}]({readme}). The command:")
        text.append(f"    {words}")
    text += [machine(study), body.strip()]
    text += [f"![{chart.stem}]({link(chart, out)})" for chart in charts(study)]
    text.append(f"---\n\nMade from [results/reference/{study.name}]({link(study, out)}) by `./workbench gallery --studies`.")
    out.mkdir(parents=True, exist_ok=True)
    page = "\n\n".join(part for part in text if part) + "\n"
    (out / f"{study.name}.md").write_text(page, encoding="utf-8", newline="\n")


def command(study: Path) -> str:
    return "compare" if (study / "comparison.json").is_file() else "sweep"


def experiment_of(study: Path):
    """The experiment's file: the one that names the study, or else the small one that asks the same question."""
    asked = keys(study / "experiment.yaml").get("question")
    files = sorted(EXPERIMENTS.glob("*/*.yaml"))
    named = [file for file in files if keys(file).get("name") == study.name]
    asking = [file for file in files if file.name == "small.yaml" and asked and keys(file).get("question") == asked]
    return (named + asking + [None])[0]


def options(study: Path, experiment: Path) -> str:
    """What was said beside the file."""
    own = keys(study / "experiment.yaml")
    decided = " --until decided" if own.get("until") == "decided" and keys(experiment).get("until") != "decided" else ""
    return decided + (f" --name {study.name}" if keys(experiment).get("name") != study.name else "")


def keys(file: Path) -> dict:
    """Three keys of an experiment's file, as text; a long question continues on further lines, and may be quoted."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = {}
    for key in ("name", "question", "until"):
        value = re.search(rf"^{key}: (.*(?:\n +.*)*)", text, re.MULTILINE)
        if value:
            found[key] = re.sub(r"\\?\n *(\\ )?", " ", value.group(1)).strip().strip('"')
            found[key] = " ".join(found[key].split())
    return found


def question(experiment) -> str:
    text = (experiment.parent / "README.md").read_text(encoding="utf-8") if experiment else ""
    found = re.search(r"\*\*Question\.\*\*(.+?)(\n\n|\Z)", text, re.DOTALL)
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", found.group(1)) if found else ""  # links hold in the README alone
    return " ".join(plain.split()).replace("|", "\\|")


def machine(study: Path) -> str:
    file = study / "environment.json"
    if not file.is_file():
        return ""
    known = json.loads(file.read_text(encoding="utf-8"))
    versions = known["versions"]
    return (
        f"Made with {known['cpu']}, {known['operatingSystem'].split()[0]}, Java {versions['java'].split('+')[0]}, "
        f"PyTorch {versions['pytorch']}, commit {known['gitCommit'][:8]}."
    )


def charts(study: Path) -> list:
    def order(file: Path) -> tuple:
        return (FIRST.index(file.stem) if file.stem in FIRST else len(FIRST), file.stem)

    return sorted((study / "charts").glob("*.png"), key=order)


def link(target: Path, out: Path) -> str:
    return os.path.relpath(target, out).replace(os.sep, "/")
