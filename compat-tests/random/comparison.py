"""Runs scenarios under two makes, in the same directory one after the other, and compares what they
print (both streams as one), return and leave behind."""
import os
import re
import select
import shutil
import signal
import subprocess
import time

from scenarios import BASE

LIMIT = 6  # seconds for one build
MOST = 1 << 22  # bytes that it may print: a makefile that calls itself prints without end
RECENT = 1700000000  # a time stamp above this was made by the build, not by us
BANNER = re.compile(rb'(?ms)^GNU Make 4\.4\.1\n.*?^There is NO WARRANTY, to the extent permitted by law\.\n')
# The compilers of the built-in rules: what they were told, and a file where one is expected.
COMPILER = '''#!/bin/sh
echo "${0##*/} $*"
case ${0##*/} in yacc) echo yacc > y.tab.c;; lex) echo lex;; esac
while [ $# -gt 0 ]; do [ "$1" = -o ] && echo compiled > "$2"; shift; done
exit 0
'''
COMPILERS = ('cc', 'c99', 'c++', 'g++', 'as', 'ld', 'yacc', 'lex', 'f77', 'pc', 'm2c', 'co', 'get', 'ctangle', 'tangle', 'weave', 'cweave', 'tex', 'texi2dvi', 'makeinfo')


class Outcome:
    def __init__(self):
        self.steps, self.tree = [], {}
        self.timed_out = self.crashed = False

    def same(self, other):
        return self.steps == other.steps and self.tree == other.tree

    def text(self):
        out = []
        for at, (output, status) in enumerate(self.steps, 1):
            out += [f'-- build {at}: exit {status}'] + output.decode('utf-8', 'backslashreplace').split('\n')
        for name, content in sorted(self.tree.items()):
            out.append(f'== {name}: {content[:300]!r}')
        return out


class Place:
    """A directory in which scenarios run: TOP/t, with TOP/bin in front of PATH."""

    def __init__(self, top, mode):
        self.top, self.mode = top, mode
        self.directory = os.path.join(top, 't')
        self.cache = os.path.join(top, 'cache')

    def prepare(self, makes):
        """makes: label to binary. Each gets a directory of programs of its own; `bin` is a link to one."""
        for label, binary in makes.items():
            programs = os.path.join(self.top, label)
            os.makedirs(programs)
            os.symlink(binary, os.path.join(programs, 'make'))
            for name in COMPILERS:
                with open(os.path.join(programs, name), 'w') as f:
                    f.write(COMPILER)
                os.chmod(os.path.join(programs, name), 0o755)

    def choose(self, label):
        link = os.path.join(self.top, 'bin')
        if os.path.lexists(link):
            os.unlink(link)
        os.symlink(label, link)

    def clear(self):
        for path in (self.directory, self.cache):
            shutil.rmtree(path, ignore_errors=True)

    def lay_out(self, scenario):
        self.clear()
        os.makedirs(self.directory)
        for name, content in scenario.files.items():
            path = os.path.join(self.directory, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'wb') as f:
                f.write(content)
            os.utime(path, (scenario.times[name],) * 2)
        self.settle(BASE)

    def settle(self, moment):
        """Gives what was made just now a time that doesn't depend on any clock."""
        folders = [self.directory]
        while folders:
            folder = folders.pop()
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    if entry.stat(follow_symlinks=False).st_mtime > RECENT:
                        os.utime(entry.path, (moment, moment), follow_symlinks=False)

    def change(self, changes, at):
        for number, (kind, name) in enumerate(changes):
            path, time = os.path.join(self.directory, name), BASE + 10000 * at + 10 * number
            try:
                if kind == 'remove':
                    os.unlink(path)
                    continue
                if kind == 'write' or not os.path.exists(path):
                    with open(path, 'a') as f:
                        f.write(f'changed before build {at + 1}\n')
                os.utime(path, (time, time))
            except OSError:
                pass

    def environment(self, scenario):
        return {'PATH': f'{self.top}/bin:/usr/bin:/bin', 'HOME': self.top, 'LC_ALL': 'C', 'TZ': 'UTC', 'TMPDIR': self.top,
                'UMAKE_MODE': self.mode, 'UMAKE_CACHE_DIR': self.cache, **scenario.environment}

    def run(self, scenario, label):
        outcome = Outcome()
        self.choose(label)
        self.lay_out(scenario)
        environment = self.environment(scenario)
        for at, step in enumerate(scenario.steps):
            self.change(step.changes, at)
            output, status = self.build(step.arguments, environment, outcome)
            outcome.steps.append((filtered(output), status))
            self.settle(BASE + 10000 * at + 5000)
        outcome.tree = self.tree()
        outcome.crashed = any(status < 0 or b'Segmentation fault' in output or b'Aborted' in output
                              for output, status in outcome.steps)
        return outcome

    def build(self, arguments, environment, outcome):
        arguments = [a.encode('utf-8', 'surrogateescape') for a in arguments]
        process = subprocess.Popen(['make'] + arguments, executable=os.path.join(self.top, 'bin/make'), cwd=self.directory,
                                   env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        with process:
            output = printed(process, time.monotonic() + LIMIT)
            if output is not None:
                return output, process.wait()
            outcome.timed_out = True
            os.killpg(process.pid, signal.SIGKILL)
            return b'[timed out]\n', 0

    def tree(self):
        found = {}
        for folder, folders, files in os.walk(self.directory):
            for name in folders:
                found[os.path.relpath(os.path.join(folder, name), self.directory) + '/'] = b''
            for name in files:
                path = os.path.join(folder, name)
                if os.path.islink(path) or not os.path.isfile(path):
                    content = b'special'
                else:
                    with open(path, 'rb') as f:
                        content = f.read()
                if content.startswith(b'!<arch>\n'):
                    content = undated(content)
                found[os.path.relpath(path, self.directory)] = content
        return found


def printed(process, end):
    """All that the process prints; None when it prints too much, or is not over when the time ends."""
    pieces, length = [], 0
    while length <= MOST and select.select([process.stdout], [], [], max(0, end - time.monotonic()))[0]:
        piece = os.read(process.stdout.fileno(), 1 << 16)
        if not piece:
            try:
                process.wait(max(0, end - time.monotonic()))
                return b''.join(pieces)
            except subprocess.TimeoutExpired:
                return None
        pieces.append(piece)
        length += len(piece)
    return None


def undated(archive):
    """An archive, without the time stamps that make -t has written into it."""
    return re.sub(rb'(?m)(/ +)1[789]\d{8}( +\d+ +\d+ +\d+ +\d+ +`)$', rb'\1now\2', archive)


def filtered(output):
    """What GNU make leaves to chance."""
    # COMPATIBILITY.md: the banner of --debug, the last line of --help, a warning under -R.
    output = BANNER.sub(b'', output)
    output = output.replace(b"make: warning: undefined variable 'GNUMAKEFLAGS'\n", b'')
    output = output.replace(b"Report bugs to the umake project", b"Report bugs to <bug-make@gnu.org>")
    return output


def is_mixed_circle(scenario, outcome):
    """A circle where GNU make mixes up the lists that it walks: which prerequisite it drops, and what
    $^ then holds, follows from that (COMPATIBILITY.md)."""
    if not any(b'dependency dropped' in output for output, _ in outcome.steps):
        return False
    texts = b''.join(scenario.files.values())
    arguments = ' '.join(argument for step in scenario.steps for argument in step.arguments)
    group = re.search(rb'(?m)&:|& :|^ *%\S*\s+%\S*\s*:', texts)
    return group is not None or b'.SECONDARY' in texts or b'.INTERMEDIATE' in texts or 'shuffle' in arguments


def is_old_file_removed(scenario, outcome):
    """GNU make takes a source that -o names for an intermediate file, and deletes it (COMPATIBILITY.md)."""
    for step, (output, _) in zip(scenario.steps, outcome.steps):
        for option, name in zip(step.arguments, step.arguments[1:]):
            removed = re.search(rb'(?m)^rm .*(?<!\S)' + re.escape(name.encode('utf-8', 'surrogateescape')) + rb'(?!\S)', output)
            if option == '-o' and removed:
                return True
    return False


def is_broken_else(outcome):
    """What follows a condition after else that can't be read is skipped or not by what memory holds
    (COMPATIBILITY.md)."""
    return any(b"extraneous text after 'else' directive" in output and b"missing 'endif'" in output
               for output, _ in outcome.steps)


def compare(place, scenario):
    """Returns (verdict, reference, umake); the verdict is 'same', 'different' or why the seed doesn't count."""
    reference = place.run(scenario, 'reference')
    if reference.timed_out:
        return 'endless', reference, None
    if reference.crashed:
        # GNU make itself crashed: no behaviour to compare with.
        return 'crash', reference, None
    umake = place.run(scenario, 'umake')
    if reference.same(umake):
        return 'same', reference, umake
    if is_mixed_circle(scenario, reference) or is_mixed_circle(scenario, umake):
        return 'circle', reference, umake
    if is_old_file_removed(scenario, reference):
        return 'old file', reference, umake
    if any(b'attempt to use unsupported feature' in output for output, _ in reference.steps):
        return 'unsupported', reference, umake  # archive((symbol)): COMPATIBILITY.md
    if is_broken_else(reference):
        return 'broken else', reference, umake
    return 'different', reference, umake


def confirm(place, scenario):
    """Looks again at what differed. What the reference itself doesn't do the same way twice (a race of
    background processes, a process number) is chance: 'unsteady'."""
    runs = [place.run(scenario, 'reference') for _ in range(3)]
    verdict, reference, umake = compare(place, scenario)
    if verdict == 'same' or verdict == 'different' and not all(reference.same(run) for run in runs):
        verdict = 'unsteady'
    return verdict, reference, umake
