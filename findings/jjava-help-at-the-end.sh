#!/bin/sh
# JJava 1.0a8, the Java kernel for Jupyter, answers inspect_request (Shift-Tab in JupyterLab) for a name only while the cursor is
# before the name's last letter. With the cursor behind the last letter of a cell, where it is while one types, it replies "found:
# false", also behind an open bracket, where a signature would help most. In the middle of the same code the same name is found. In
# Jupyter's protocol the cursor is a place between characters, and the end of the code is an ordinary one; the Python kernel finds
# a name there. The kernel asks JShell with the place behind the next letter, which at the end of the code does not exist.
# Who writes a client asks with the cursor moved back by one.
#
# Seen with Java 17, jjava 1.0a8, jupyter_client 8.6.3:
#   String, cursor 3 of 6: found
#   String, cursor 6 of 6: not found
#   Math.max(1, 2), cursor 6 of 14: found
#   Math.max(, cursor 9 of 9: not found
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q jjava==1.0a8 jupyter_client==8.6.3 >&2
cat >"$work/ask.py" <<'PY'
from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="java", startup_timeout=120)
try:
    for code, cursor in (("String", 3), ("String", 6), ("Math.max(1, 2)", 6), ("Math.max(", 9)):
        request = client.inspect(code, cursor)
        reply = client.get_shell_msg(timeout=60)
        while reply["parent_header"].get("msg_id") != request:
            reply = client.get_shell_msg(timeout=60)
        found = "found" if reply["content"]["found"] else "not found"
        print(f"{code}, cursor {cursor} of {len(code)}: {found}")
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
PY
seen=$("$work/venv/bin/python" "$work/ask.py" 2>"$work/errors.txt") || { cat "$work/errors.txt" >&2; exit 1; }
printf '%s\n' "$seen"
expected='String, cursor 3 of 6: found
String, cursor 6 of 6: not found
Math.max(1, 2), cursor 6 of 14: found
Math.max(, cursor 9 of 9: not found'
[ "$seen" = "$expected" ] || { echo "JJava's help at the end of a cell has changed" >&2; exit 1; }
