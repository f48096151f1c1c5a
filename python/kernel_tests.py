"""Tests of the Java kernel by Jupyter's protocol: help at the cursor, which queued cells run, whether all text arrives.

    python kernel_tests.py

Starts the kernel "saehdbw" of this virtual environment. Prints one line for each failed test and exits
with 1 if there is one.
"""

import queue
import re
import sys
import time

from jupyter_client.manager import start_new_kernel

PATIENCE = 90


class Kernel:
    """A kernel and what it answered, by the id of the request."""

    def __init__(self):
        self.manager, self.client = start_new_kernel(kernel_name="saehdbw", startup_timeout=120)
        self.errors, self.pages = {}, {}
        self.text, self.outputs, self.replies, self.contents, self.idle = {}, {}, {}, {}, set()

    def send(self, code: str, stop_on_error: bool = True) -> str:
        return self.client.execute(code, stop_on_error=stop_on_error)

    def wait(self, *requests: str) -> None:
        """Until these requests have a reply and are idle."""
        deadline = time.monotonic() + PATIENCE
        while any(request not in self.replies or request not in self.idle for request in requests):
            if time.monotonic() > deadline:
                raise TimeoutError(f"no answer after {PATIENCE} s; replies {self.replies}, idle {self.idle}")
            self.read()

    def read(self) -> None:
        try:
            message = self.client.get_iopub_msg(timeout=0.05)
            request, content = message["parent_header"].get("msg_id"), message["content"]
            kind = message["msg_type"]
            if kind == "stream":
                self.text[request] = self.text.get(request, "") + content["text"]
            if kind == "status" and content["execution_state"] == "idle":
                self.idle.add(request)
            if kind == "error":
                self.errors[request] = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in content["traceback"]]
            if kind == "display_data":
                self.pages.setdefault(request, []).append(content["data"].get("text/html", ""))
            if kind in ("stream", "display_data", "execute_result", "error"):
                self.outputs.setdefault(request, []).append(kind)
        except queue.Empty:
            pass
        while True:
            try:
                message = self.client.get_shell_msg(timeout=0)
            except queue.Empty:
                return
            request = message["parent_header"]["msg_id"]
            self.contents[request] = message["content"]
            self.replies[request] = message["content"].get("status", "ok")

    def ask(self, request: str) -> dict:
        """The content of a reply to a request that runs no cell."""
        self.wait(request)
        return self.contents[request]

    def statuses(self, *requests: str) -> list:
        self.wait(*requests)
        return [self.replies[request] for request in requests]

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def same(got, wanted, what: str) -> str:
    return "" if got == wanted else f"{what} must be {wanted}, got {got}"


def queued_cells_are_aborted(kernel: Kernel) -> str:
    """Also behind the very first cell of a kernel."""
    cells = [kernel.send('throw new IllegalStateException("no");'), kernel.send("int first = 1;"), kernel.send("2")]
    problem = same(kernel.statuses(*cells), ["error", "aborted", "aborted"], "statuses")
    return problem or same(kernel.statuses(kernel.send("first")), ["error"], "a variable of an aborted cell")


def a_cell_after_the_reply_runs(kernel: Kernel) -> str:
    for _ in range(5):
        failed = kernel.send('throw new IllegalStateException("no");')
        while failed not in kernel.replies:
            kernel.read()
        problem = same(kernel.statuses(kernel.send("3")), ["ok"], "status of a cell that follows an error")
        if problem:
            return problem
    return ""


def cells_that_do_not_compile_stop_too(kernel: Kernel) -> str:
    cells = [kernel.send("int broken = true;"), kernel.send("4")]
    return same(kernel.statuses(*cells), ["error", "aborted"], "statuses")


def a_client_may_go_on_after_errors(kernel: Kernel) -> str:
    cells = [kernel.send('throw new IllegalStateException("no");', stop_on_error=False), kernel.send("5")]
    return same(kernel.statuses(*cells), ["error", "ok"], "statuses")


def an_interrupt_aborts_queued_cells(kernel: Kernel) -> str:
    cells = [kernel.send('{ System.out.println("sleeps"); Thread.sleep(60_000); }'), kernel.send("6"), kernel.send("7")]
    deadline = time.monotonic() + PATIENCE
    while "sleeps" not in kernel.text.get(cells[0], "") and time.monotonic() < deadline:
        kernel.read()
    kernel.manager.interrupt_kernel()
    problem = same(kernel.statuses(*cells), ["error", "aborted", "aborted"], "statuses")
    return problem or same(kernel.statuses(kernel.send("8")), ["ok"], "status of the next cell")


def other_requests_are_answered(kernel: Kernel) -> str:
    failed = kernel.send('Thread.sleep(300); throw new IllegalStateException("no");')
    info = kernel.client.kernel_info()
    aborted = kernel.send("9")
    kernel.wait(failed, info, aborted)
    got = [kernel.replies[failed], kernel.replies[info], kernel.replies[aborted]]
    return same(got, ["error", "ok", "aborted"], "statuses")


def no_line_is_lost(kernel: Kernel) -> str:
    for count in (10_000, 30_000):
        cell = kernel.send(f'for (int i = 0; i < {count}; i++) System.out.println("line " + i + " ä東");')
        kernel.wait(cell)
        wanted = "".join(f"line {i} ä東\n" for i in range(count))
        if kernel.text.get(cell) != wanted:
            got = kernel.text.get(cell, "").count("\n")
            return f"{count} lines were printed one by one, {got} arrived"
    return ""


def text_and_values_keep_their_order(kernel: Kernel) -> str:
    cell = kernel.send('System.out.println("a"); display("b"); System.out.println("c");\nint ten = 10;\nten')
    kernel.wait(cell)
    wanted = ["stream", "display_data", "stream", "execute_result"]
    problem = same(kernel.outputs[cell], wanted, "outputs")
    cell = kernel.send('System.out.println("before"); throw new IllegalStateException("no");')
    kernel.wait(cell)
    return problem or same(kernel.outputs[cell], ["stream", "error"], "outputs of a cell that fails")


def late_lines_belong_to_their_cell(kernel: Kernel) -> str:
    code = 'new Thread(() -> { try { Thread.sleep(1000); } catch (InterruptedException e) { } System.out.println("late"); }).start();'
    cell = kernel.send(code)
    kernel.wait(cell)
    deadline = time.monotonic() + 10
    while "late" not in kernel.text.get(cell, "") and time.monotonic() < deadline:
        kernel.read()
    return same(kernel.text.get(cell), "late\n", "text of a thread that a cell has left behind")


def classes_of_cells_train_in_other_processes(kernel: Kernel) -> str:
    """Also the second version of a class, and not one that uses a variable."""
    declared = """class Mean implements ExtraLoss {
      public String shortName() { return "mean"; }
      public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
        return ops.affine(ops.meanPerSample(drawn.picture()), FACTOR, 0);
      }
    }"""
    trained = """var run = Training.of(ModelSpec.parse("df-ud-64-32-16-16-16")).pretrainOn("drawn:8,size=64").set("face_type", "wf")
        .set("batch_size", 1).set("threads", 1).set("pictures", "none").extraLoss(new Mean(), 2).until(1)
        .in(Files.createTempDirectory("kernel-test")).start().await();
    try (var model = Run.open(run.folder().path()).model()) {
      System.out.print(model.plan().losses().extra().get().loss().getClass().getName());
    }
    System.out.print(" " + run.iteration() + " " + Files.readString(run.folder().classes().resolve("notebook/extra_loss_mean/Cells.java")).contains("0.25"));"""
    failed = kernel.send("double factor = 0.5;\n" + declared.replace("FACTOR", "factor"))
    kernel.wait(failed)
    refused = kernel.send("try { Training.of(ModelSpec.parse(\"df-ud-64-32-16-16-16\")).extraLoss(new Mean(), 2).start(); } "
                          "catch (Exception e) { System.out.print(e.getMessage()); }")
    kernel.wait(refused)
    if "Mean uses the notebook's variable 'factor' (in: return " not in kernel.text.get(refused, ""):
        return f"a class that uses a variable must be refused, got {kernel.text.get(refused)}"
    cells = [kernel.send(declared.replace("FACTOR", "0.25")), kernel.send(trained)]
    problem = same(kernel.statuses(*cells), ["ok", "ok"], "statuses")
    return problem or same(kernel.text.get(cells[1]), "notebook.extra_loss_mean.Cells$Mean 1 true", "text")


# The code up to the cursor at "|", and a part of the text that the kernel shows for it.
HELP = {
    "Trai|ning": "A training run that is yet to start",
    "Training.of(|": "Training Training.of(ModelSpec spec)",
    'Training.of("df-ud-64-32-16-16-16").se|t("batch_size", 4)': "as in settings files, such as batch_size",
    'Training.of("df-ud-64-32-16-16-16").set("batch|_size", 4)': "setting batch_size: ",
    "int a = 1;\nvar b = ModelSpec.par|se(\"df\");": "ModelSpec ModelSpec.parse(String name)",
    "Run.op|en": "Run Run.open(",
    "Sweep.of(|": "Sweep Sweep.of(",
    "Sweep|": "Sweep",
    "ComparisonRequest|": "ComparisonRequest",
    "Faceset|": "Faceset",
    "LossChart|": "LossChart",
    "CurveChart|": "CurveChart",
    "ParetoChart|": "ParetoChart",
    "ChartFiles.writeSvg(|": "writeSvg(Figure figure, Path file)",
    "ModelCost|": "ModelCost",
    "FaceLoader|": "FaceLoader",
    "BatchSheet|": "BatchSheet",
    "ModelExport|": "ModelExport",
    "FaceMeter|": "FaceMeter",
    "RunTables|": "RunTables",
    "Live|": "Live",
    "Pictures|": "Pictures",
    "List.of(|": "of(E e1, E e2)",
}


def names_are_documented(kernel: Kernel) -> str:
    """As Shift-Tab asks."""
    problems = []
    for code, part in HELP.items():
        at = code.index("|")
        found = kernel.ask(kernel.client.inspect(code.replace("|", ""), at))
        text = found.get("data", {}).get("text/plain", "")
        if not found.get("found") or part not in text:
            problems.append(f"{code!r} must show {part!r}, got {text[:200]!r}")
    nothing = kernel.ask(kernel.client.inspect("nothingOfOurs", 3))
    return "; ".join(problems) or same(nothing["found"], False, "found of an unknown name")


def names_and_settings_are_completed(kernel: Kernel) -> str:
    """As Tab asks."""
    wanted = {
        "Trainin|": "Training",
        "int a = 1;\nTraining.o|": "of(",
        'Training.of("df-ud-64-32-16-16-16").pre|': "pretrainOn(",
        'Training.of("df-ud-64-32-16-16-16").set("batch|': "batch_size",
        'Training.of("df-ud-64-32-16-16-16").set("ct_mode", "l|")': "lct",
    }
    problems = []
    for code, choice in wanted.items():
        found = kernel.ask(kernel.client.complete(code.replace("|", ""), code.index("|")))
        if choice not in found["matches"]:
            problems.append(f"{code!r} must offer {choice!r}, got {found['matches'][:9]}")
    types = kernel.ask(kernel.client.complete("Training.o", 10))["metadata"]["_jupyter_types_experimental"]
    signatures = [one["signature"] for one in types if one["text"] == "of("]
    if not signatures or "Training of(ModelSpec" not in signatures[0].replace("Training.of", "of"):
        problems.append(f"the completion of( must have its signatures, got {types}")
    return "; ".join(problems)


def mistakes_are_one_line(kernel: Kernel) -> str:
    request = kernel.send('Training.of("df-64-32-16-16-16-gray").set("batch_sizes", 3);')
    kernel.wait(request)
    error = kernel.errors.get(request, [])
    wanted = ["SettingsException: unknown key 'batch_sizes' (notebook); nearest is batch_size"]
    folded = [page for page in kernel.pages.get(request, []) if page.startswith("<details>") and "Training.set" in page]
    return same(error, wanted, "lines of the error") or same(len(folded), 1, "folded outputs")


def missing_imports_are_named(kernel: Kernel) -> str:
    request = kernel.send("var one = DateTimeFormatterBuilder.class;")
    kernel.wait(request)
    error = kernel.errors.get(request, [""])
    return same(error[-1].strip(), "to import it: import java.time.format.DateTimeFormatterBuilder;", "last line")


TESTS = [
    names_are_documented,
    names_and_settings_are_completed,
    mistakes_are_one_line,
    missing_imports_are_named,
    classes_of_cells_train_in_other_processes,
    queued_cells_are_aborted,
    a_cell_after_the_reply_runs,
    cells_that_do_not_compile_stop_too,
    a_client_may_go_on_after_errors,
    an_interrupt_aborts_queued_cells,
    other_requests_are_answered,
    no_line_is_lost,
    text_and_values_keep_their_order,
    late_lines_belong_to_their_cell,
]


def main() -> int:
    failed = 0
    kernel = Kernel()
    try:
        for test in TESTS:
            try:
                problem = test(kernel)
            except (TimeoutError, RuntimeError, KeyError) as error:
                problem = f"{type(error).__name__}: {error}"
            if problem:
                failed += 1
                print(f"{test.__name__}: {problem}", flush=True)
    finally:
        kernel.close()
    print(f"{len(TESTS) - failed} of {len(TESTS)} tests of the kernel passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
