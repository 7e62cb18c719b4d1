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
DROPPED = re.compile(rb'Circular (\S+) <- \S+ dependency dropped')
BANNER = re.compile(rb'(?ms)^GNU Make 4\.4\.1\n.*?^There is NO WARRANTY, to the extent permitted by law\.\n')
# The compilers of the built-in rules: what they were told, and a file where one is expected.
COMPILER = '''#!/bin/sh
echo "${0##*/} $*"
case ${0##*/} in yacc) echo yacc > y.tab.c;; lex) echo lex;; esac
while [ $# -gt 0 ]; do [ "$1" = -o ] && echo compiled > "$2"; shift; done
exit 0
'''
COMPILERS = ('cc', 'c99', 'c++', 'g++', 'as', 'ld', 'yacc', 'lex', 'f77', 'pc', 'm2c', 'co', 'get', 'ctangle', 'tangle', 'weave', 'cweave', 'tex', 'texi2dvi', 'makeinfo')
# What fast mode leaves undone by design, each with a touch that does not give the reason for it
# (COMPATIBILITY.md, "In fast mode"): under it both makes must do the same.
TOUCHES = {
    'left older': '[ "$1" = -d ] && shift 2\n',
    'only touched': '[ "$1" = -d ] && shift 2\nfor f; do [ -f "$f" ] && echo touched >> "$f"; done\n'}
FAILURE = re.compile(rb'(?m)^make(?:\[\d+\])?: \*\*\* (\[.*\] .*)$')
# The reference, which tells of a sub-make that crashed where no message does (-s, with a - before).
WATCHED = """#!/bin/bash
(exec -a make '%s' "$@")
status=$?
[ $status = 139 ] || [ $status = 134 ] && : > '%s/crashed'
exit $status
"""
FORGETFUL = """#!/bin/bash
mkdir -p "$UMAKE_CACHE_DIR"
UMAKE_CACHE_DIR=$(mktemp -d "$UMAKE_CACHE_DIR/XXXXXX") exec -a make '%s' "$@"
"""
MISSING = re.compile(rb'(?m)^make(?:\[\d+\])?: ([^\s/:]+): No such file or directory$')
UP_TO_DATE = re.compile(rb"make(\[\d+\])?: ('.*' is up to date\.|Nothing to be done for '.*'\.)")


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
        """makes: label to binary. Each gets directories of programs of its own; `bin` is a link to one."""
        for label, binary in makes.items():
            self.add_programs(label, binary, dict.fromkeys(COMPILERS, COMPILER))
            for reason, touch in TOUCHES.items():
                touch = f'#!/bin/sh\n{touch}exec /usr/bin/touch "$@"\n'
                self.add_programs(f'{label}, {reason}', binary, {**dict.fromkeys(COMPILERS, COMPILER), 'touch': touch})

        scripts = dict.fromkeys(COMPILERS, COMPILER)
        self.add_programs('reference, watched', None, {**scripts, 'make': WATCHED % (makes['reference'], self.top)})
        self.add_programs('umake, forgetful', None, {**scripts, 'make': FORGETFUL % makes['umake']})

    def add_programs(self, label, binary, scripts):
        programs = os.path.join(self.top, label)
        os.makedirs(programs)
        if binary:
            os.symlink(binary, os.path.join(programs, 'make'))
        for name, script in scripts.items():
            with open(os.path.join(programs, name), 'w') as f:
                f.write(script)
            os.chmod(os.path.join(programs, name), 0o755)

    def remove_programs(self, label):
        shutil.rmtree(os.path.join(self.top, label), ignore_errors=True)

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

    def environment(self, scenario, flags):
        return {'PATH': f'{self.top}/bin:/usr/bin:/bin', 'HOME': self.top, 'LC_ALL': 'C', 'TZ': 'UTC', 'TMPDIR': self.top,
                'UMAKE_MODE': self.mode, 'UMAKE_CACHE_DIR': self.cache, **({'UMAKE_FLAGS': flags} if flags else {}), **scenario.environment}

    def run(self, scenario, label, flags=''):
        outcome = Outcome()
        self.choose(label)
        self.lay_out(scenario)
        environment = self.environment(scenario, flags)
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
    names = [name for output, _ in outcome.steps for name in DROPPED.findall(output)]
    if not names:
        return False
    texts = b''.join(scenario.files.values())
    arguments = ' '.join(argument for step in scenario.steps for argument in step.arguments)
    group = re.search(rb'(?m)&:|& :|^ *%\S*\s+%\S*\s*:', texts)
    intermediate = any(name not in texts and name.decode('utf-8', 'surrogateescape') not in arguments for name in names)
    return (group is not None or intermediate or b'.SECONDARY' in texts or b'.INTERMEDIATE' in texts
            or 'shuffle' in arguments)


def says_twice(reference, umake):
    """Whether nothing differs but how often a dropped prerequisite of an intermediate file is named."""
    def once(outcome):
        return [(re.sub(rb'(?m)(^make(?:\[\d+\])?: Circular .* dependency dropped\.\n)\1+', rb'\1', output), status)
                for output, status in outcome.steps]
    return once(reference) == once(umake) and reference.tree == umake.tree


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
    if is_mixed_circle(scenario, reference) or is_mixed_circle(scenario, umake) or says_twice(reference, umake):
        return 'circle', reference, umake
    if is_old_file_removed(scenario, reference):
        return 'old file', reference, umake
    if any(b'attempt to use unsupported feature' in output for output, _ in reference.steps):
        return 'unsupported', reference, umake  # archive((symbol)): COMPATIBILITY.md
    if is_broken_else(reference):
        return 'broken else', reference, umake
    if any(b'*** Too many open files' in output for output, _ in reference.steps + umake.steps):
        return 'no descriptor', reference, umake  # how deep includes go: COMPATIBILITY.md
    if any(b'NUL character seen' in output for output, _ in reference.steps):
        return 'long line', reference, umake  # NULs in what is no makefile at all: COMPATIBILITY.md
    return 'different', reference, umake


def confirm(place, scenario):
    """Looks again at what differed. What the reference itself doesn't do the same way twice (a race of
    background processes, a process number) is chance: 'unsteady'."""
    verdict, reference, umake = compare(place, scenario)
    # Two commands of one pipeline that both complain seldom change places.
    if verdict == 'same' or verdict == 'different' and not all(
            reference.same(place.run(scenario, 'reference')) for _ in range(20)):
        verdict = 'unsteady'
    if verdict == 'different' and place.mode == 'fast':
        if does_less(reference, umake):
            verdict = left_undone(place, scenario, reference) or verdict
        elif does_less(umake, reference) and reference.same(place.run(scenario, 'umake', '--no-observe')):
            verdict = 'read unsaid'
        elif is_made_after_failure(place, scenario, reference, umake):
            verdict = 'failed before'
    if verdict == 'different' and crashes_silently(place, scenario):
        verdict = 'crash'
    if verdict == 'different' and stops_reading(place, scenario, reference, umake):
        verdict = 'stopped reading'
    return verdict, reference, umake


def crashes_silently(place, scenario):
    mark = os.path.join(place.top, 'crashed')
    if os.path.exists(mark):
        os.unlink(mark)
    place.run(scenario, 'reference, watched')
    return os.path.exists(mark)


def stops_reading(place, scenario, reference, umake):
    """Whether GNU make stopped in the middle of a makefile because the program of a != is not there
    (COMPATIBILITY.md): with programs that only say so, both do what umake does without."""
    missing = {name.decode() for output, _ in reference.steps for name in MISSING.findall(output)}
    if not missing or not any(b'*** No targets' in output for output, _ in reference.steps):
        return False
    scripts = {name: f'#!/bin/sh\necho "make: {name}: No such file or directory" >&2\nexit 127\n' for name in missing}
    for label in ('reference', 'umake'):
        place.remove_programs(f'{label}, complete')
        place.add_programs(f'{label}, complete', os.path.join(place.top, label, 'make'), {**dict.fromkeys(COMPILERS, COMPILER), **scripts})
    return all(umake.same(place.run(scenario, f'{label}, complete')) for label in ('reference', 'umake'))


def does_less(reference, umake):
    """Whether umake differs in nothing but recipes that it did not run, and that changed nothing: the
    files are the same where they were run. (With the two the other way round: the reference.)"""
    return reference.tree == umake.tree and all(
        status == umakes_status and is_part(output.split(b'\n'), expected.split(b'\n'))
        for (expected, status), (output, umakes_status) in zip(reference.steps, umake.steps))


def is_made_after_failure(place, scenario, reference, umake):
    """Whether umake makes again what a failed recipe has left, where GNU make takes it for made: it
    differs where a recipe fails that has failed before, and not when each make forgets what others did."""
    for (expected, _), (output, _) in zip(reference.steps, umake.steps):
        if expected != output:
            common = len(os.path.commonprefix([expected, output]))
            if not set(FAILURE.findall(output[:common])) & set(FAILURE.findall(output[common:])):
                return False
    return reference.same(place.run(scenario, 'umake, forgetful'))


def is_part(lines, expected):
    """Whether `lines` are lines of `expected`, in that order, but for words that nothing was done."""
    at = 0
    for line in lines:
        try:
            at = expected.index(line, at) + 1
        except ValueError:
            if not UP_TO_DATE.fullmatch(line):
                return False
    return True


def left_undone(place, scenario, reference):
    """Why fast mode runs less here, if that is by design: the difference goes away when recipes no
    longer leave their targets older than prerequisites ('left older'), or no longer give files new
    times without new content ('only touched'), or when no recipe is watched, so that a target that
    was made again counts as changed ('made as it was')."""
    for reason in TOUCHES:
        expected, umake = (place.run(scenario, f'{label}, {reason}') for label in ('reference', 'umake'))
        if expected.same(umake) and not expected.timed_out and not expected.crashed:
            return reason
    return 'made as it was' if reference.same(place.run(scenario, 'umake', '--no-observe')) else None
