"""Renders executed notebooks as Markdown pages with pictures, and an index of all pages.

    python gallery.py [NOTEBOOK...] [--executed DIR] [--out DIR] [--timeout SECONDS]
    python gallery.py --studies [--out DIR]

A NOTEBOOK is a file, a file's name in notebooks/ or its number, such as 09; without any, all of
notebooks/ are taken. Each is executed first, in full or under the caps that the environment says
(WORKBENCH_ITERATIONS, WORKBENCH_FACES); with --executed the notebooks of that folder, executed
before, are rendered as they are. Studies are the folders of results/reference; their pages are
made with all notebooks, or alone with --studies, and nothing is run for them. The same executed notebook gives the same bytes. A page is only
replaced when its notebook ran to the end. Exit codes: 0 every page was written, 1 one was not,
2 asked wrongly.
"""

import argparse
import base64
import html.parser
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import gallery_studies
import nbformat
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
WIDEST = 1200
COLOURS = 256
LONGEST_OUTPUT = 60  # lines
LINK = re.compile(r"(\]\()([^)#\s]+)(#[^)\s]*)?(\))")
CAPS = "workbench_caps"  # in the metadata, by run_notebook.py


class Tables(html.parser.HTMLParser):
    """What our tables hold: a caption, rows of cells; other HTML gives its text, block by block."""

    BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "li", "pre", "br", "table", "caption"}
    SILENT = {"style", "script", "details"}  # what is folded away would be all of the page here

    def __init__(self):
        super().__init__()
        self.parts: list = []  # text, or a table: a list of rows
        self.rows = None
        self.cell = None
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        if tag in self.SILENT:
            self.silent += 1
        elif tag == "table":
            self.rows = []
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.cell = []
        elif tag in self.BLOCKS and self.cell is None:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        if tag in self.SILENT:
            self.silent -= 1
        elif tag == "table" and self.rows is not None:
            self.parts.append([row for row in self.rows if row])
            self.rows = None
        elif tag in ("td", "th") and self.cell is not None:
            self.rows[-1].append("".join(self.cell))
            self.cell = None
        elif tag in self.BLOCKS and self.cell is None:
            self.parts.append("\n")

    def handle_data(self, data):
        if self.silent:
            return
        if self.cell is not None:
            self.cell.append(data)
        elif data.strip():
            self.parts.append(data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="a file, its name or its number")
    parser.add_argument("--executed", type=Path, metavar="DIR", help="render these notebooks, executed before")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "gallery", help="where pages go (docs/gallery)")
    parser.add_argument("--studies", action="store_true", help="the pages of studies alone; run nothing")
    parser.add_argument("--timeout", type=float, default=7200, help="seconds for each notebook (7200)")
    args = parser.parse_args()
    if args.studies and (args.notebooks or args.executed):
        return asked_wrongly("--studies takes no notebooks and no --executed")
    failed = 0 if args.studies else notebooks(args)
    if failed > 1:
        return failed
    if not args.notebooks and not args.executed:
        gallery_studies.write_all(args.out / "studies")
    index(args.out)
    pages = sum(page.name != "README.md" for page in args.out.rglob("*.md"))
    size = sum(file.stat().st_size for file in args.out.rglob("*") if file.is_file())
    print(f"{args.out}: {pages} pages, {size / 1e6:.1f} MB")
    return failed


def notebooks(args) -> int:
    """Writes the pages of notebooks; returns 0, 1 if one was not written, or 2 if they were named wrongly."""
    folder = args.executed or NOTEBOOKS
    if not folder.is_dir():
        return asked_wrongly(f"--executed must be a folder of notebooks, got {args.executed}")
    try:
        sources = [find(name, folder) for name in args.notebooks] or sorted(folder.glob("*.ipynb"))
    except FileNotFoundError as problem:
        return asked_wrongly(str(problem))
    if not sources:
        return asked_wrongly(f"{folder} holds no notebooks")
    args.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for source in sources:
        problem = make(source, args)
        failed += bool(problem)
        say(f"gallery: {source.name}: {problem or 'written'}")
    return 1 if failed else 0


def find(name: str, folder: Path) -> Path:
    given = Path(name)
    if given.is_file():
        return given.resolve()
    fitting = [file for file in sorted(folder.glob("*.ipynb")) if file.name == name or file.stem == name]
    fitting = fitting or sorted(folder.glob(f"{name}-*.ipynb"))
    if len(fitting) != 1:
        known = ", ".join(file.stem for file in sorted(folder.glob("*.ipynb")))
        raise FileNotFoundError(f"a notebook must be a file, or one of {known}, got {name}")
    return fitting[0]


def make(source: Path, args) -> str:
    """Writes one page; returns what went wrong, or nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        executed = source
        if args.executed is None:
            executed = Path(scratch, source.name)
            say(f"gallery: running {source.name}")
            command = [sys.executable, str(Path(__file__).with_name("run_notebook.py"))]
            command += ["--timeout", str(args.timeout), str(source), str(executed)]
            out = {} if "WORKBENCH_OUT" in os.environ else {"WORKBENCH_OUT": os.path.join(scratch, "out")}
            code = subprocess.run(command, env={**os.environ, **out}, check=False).returncode
            if code:
                return f"did not run to its end (exit code {code}); its page stays as it was"
            for folder in out.values():  # of this machine, and gone when the page is read
                text = executed.read_text(encoding="utf-8").replace(folder, f"results/{source.stem}")
                executed.write_text(text, encoding="utf-8")
        try:
            notebook = nbformat.read(executed, as_version=4)
        except (OSError, ValueError, nbformat.reader.NotJSONError) as problem:
            return f"cannot be read as a notebook: {problem}"
        if not any(cell.get("outputs") for cell in notebook.cells if cell.cell_type == "code"):
            return "was not executed: no cell has an output"
        broken = [o.evalue for c in notebook.cells for o in c.get("outputs", []) if o.output_type == "error"]
        if broken:
            return f"holds an error: {broken[0][:200]}"
        write_page(notebook, source, args.out)
    return ""


def caps_text(values: dict) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(values.items()))


def write_page(notebook, source: Path, out: Path) -> None:
    pictures = out / f"{source.stem}_files"
    shutil.rmtree(pictures, ignore_errors=True)
    text = []
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "markdown":
            text.append(LINK.sub(lambda match: moved(match, source, out), cell.source.strip()))
        elif cell.cell_type == "code" and cell.source.strip():
            text.append(f"```java\n{cell.source.rstrip()}\n```")
            for count, output in enumerate(cell.get("outputs", []), 1):
                text.append(rendered(output, pictures, f"{number:02d}-{count}"))
    limits = caps_text(notebook.metadata.get(CAPS, {}))
    note = f"made under caps ({limits}): its figures only show that it runs" if limits else "made from the notebook"
    link = os.path.relpath(NOTEBOOKS / source.name, out).replace(os.sep, "/")
    text.append(f"---\n\nThis page was {note} [{source.name}]({link}) by `./workbench gallery`.")
    page = "\n\n".join(part for part in text if part) + "\n"
    new = out / f"{source.stem}.md.new"
    new.write_text(page, encoding="utf-8", newline="\n")
    os.replace(new, out / f"{source.stem}.md")


def moved(match: re.Match, source: Path, out: Path) -> str:
    """A relative link of a notebook, as seen from the gallery; other notebooks become their pages."""
    target = match.group(2)
    if re.match(r"[a-z]+:|/|<", target, re.IGNORECASE):
        return match.group(0)
    if target.endswith(".ipynb") and "/" not in target:
        target = target[: -len(".ipynb")] + ".md"
    else:
        target = os.path.relpath(NOTEBOOKS / target, out).replace(os.sep, "/")
    return f"{match.group(1)}{target}{match.group(3) or ''}{match.group(4)}"


def rendered(output, pictures: Path, name: str) -> str:
    if output.output_type == "stream":
        return fenced(output.text)
    data = output.get("data", {})
    if "image/png" in data:
        return picture(base64.b64decode(data["image/png"]), pictures, name)
    if "text/html" in data:
        return markdown(data["text/html"])
    if "text/markdown" in data:
        return data["text/markdown"].strip()
    return fenced(data.get("text/plain", ""))


def fenced(text: str) -> str:
    lines = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text).rstrip().splitlines()
    if len(lines) > LONGEST_OUTPUT:
        lines = [*lines[:LONGEST_OUTPUT], f"... {len(lines) - LONGEST_OUTPUT} lines more"]
    fence = "````" if any("```" in line for line in lines) else "```"
    return f"{fence}text\n" + "\n".join(lines) + f"\n{fence}" if lines else ""


def picture(png: bytes, pictures: Path, name: str) -> str:
    """At most 1200 pixels wide; with few colours, as charts have, in a palette."""
    image = Image.open(io.BytesIO(png))
    image.load()
    if image.mode not in ("L", "RGB"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    if image.width > WIDEST:
        image = image.resize((WIDEST, max(1, round(image.height * WIDEST / image.width))), Image.Resampling.LANCZOS)
    if image.mode == "RGB" and gray(image):
        image = image.convert("L")
    if image.mode == "RGB":
        image = image.quantize(COLOURS, dither=Image.Dither.NONE if image.getcolors(20000) else Image.Dither.FLOYDSTEINBERG)
    pictures.mkdir(parents=True, exist_ok=True)
    image.save(pictures / f"{name}.png", optimize=True)
    return f"![output {name}]({pictures.name}/{name}.png)"


def gray(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return red.tobytes() == green.tobytes() == blue.tobytes()


def markdown(page: str) -> str:
    """Our HTML, which is tables and text, as Markdown."""
    parser = Tables()
    parser.feed(page)
    parser.close()
    blocks = []
    text = ""
    for part in [*parser.parts, "\n"]:
        if isinstance(part, str):
            text += part
            continue
        blocks += paragraphs(text)
        text = ""
        blocks.append(table(part))
    blocks += paragraphs(text)
    return "\n\n".join(block for block in blocks if block)


def paragraphs(text: str) -> list:
    return [escaped(line) for line in text.splitlines() if line.strip()]


def table(rows: list) -> str:
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    lines = []
    for number, row in enumerate(rows):
        cells = [escaped(cell) for cell in row] + [""] * (width - len(row))
        lines.append("| " + " | ".join(cells) + " |")
        if number == 0:
            lines.append("|" + " --- |" * width)
    return "\n".join(lines)


def escaped(text: str) -> str:
    return re.sub(r"([|<>*_`\\])", r"\\\1", " ".join(text.split()))


def index(out: Path) -> None:
    lines = ["# Gallery", "", "The notebooks, executed. `./workbench gallery` makes these pages.", ""]
    table = gallery_studies.table(out / "studies")
    if table:
        lines += ["[Studies](#studies) are at the end.", ""]
    for page in sorted(out.glob("*.md")):
        if page.name != "README.md":
            title, about = heading(page.read_text(encoding="utf-8"))
            lines += [f"## [{title or page.stem}]({page.name})", "", about, ""]
            shown = sorted((out / f"{page.stem}_files").glob("*.png"), key=lambda file: (-area(file), file.name))
            if shown:
                lines += [f"[![{page.stem}]({page.stem}_files/{shown[0].name})]({page.name})", ""]
    if table:
        lines += ["## Studies", "", "Results of experiments, as they were measured.", "", "| study | question |", "| --- | --- |"]
        lines += table
    (out / "README.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8", newline="\n")


def area(file: Path) -> int:
    with Image.open(file) as image:
        return image.width * image.height


def heading(page: str) -> tuple:
    """The first heading and the first paragraph behind it."""
    title = re.search(r"^# (.+)$", page, re.MULTILINE)
    rest = page[title.end() :] if title else page
    about = next((block.strip() for block in rest.split("\n\n") if block.strip() and block.strip()[0] not in "#`|!-"), "")
    return (title.group(1).strip() if title else "", about)


def asked_wrongly(message: str) -> int:
    say(f"workbench gallery: {message} (see ./workbench gallery --help)")
    return 2


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
