"""Scenarios that are made of the differential cases: their makefiles, mixed with each other and with
random ones, lines and words changed. They reach what random makefiles are too regular for. What a
number stands for changes with the cases, so what is found becomes a case and no seed."""
import glob
import os
import re
import shlex

import scenarios
from choices import Choices

CASES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'cases')
# Lines that could harm, wait, or tell the time.
UNWANTED = re.compile(rb'sleep|kill|rm +-r|rm +-fr|mkfifo|ulimit|/dev/(?!null)|> */|chmod|chown|date|\$\$\$\$|mktemp|seq |yes\b|cc -shared|tty|RANDOM|%s|guile|jobserver-auth')
TOKEN = re.compile(rb'[\w.]+|[ \t]+|.', re.S)
ODD = [b'\\', b'\\\n', b' ', b'\t', b':', b'::', b'&:', b'|', b'%', b'$', b'$$', b'#', b'\\#', b'=', b':=', b'+=', b'?=', b'!=',
       b':::=', b';', b',', b'(', b')', b'{', b'}', b'"', b"'", b'@', b'-', b'+', b'*', b'?', b'~', b'.', b'/', b'./', b'\\%',
       b'\\:', b'$@', b'$<', b'$^', b'$*', b'$(V0)', b'${', b'$(', b'.PHONY', b'.WAIT', b'\r', b'\n', b'\n\t', b'endif', b'else ',
       b'ifdef ', b'override ', b'export ', b'private ', b'unexport ', b'define ', b'endef', b'include ', b'-include ',
       b'undefine ', b'vpath ', b'all', b'foo', b'a.c', b'lib.a(m.o)', b'(m.o)', b'\xc3\xa9', b'\xff']


class Corpus:
    def __init__(self):
        self.cases = []  # (files, steps, environment)
        for path in sorted(glob.glob(f'{CASES}/**/*.mk', recursive=True)):
            if '/differences/' in path:
                continue
            with open(path, 'rb') as f:
                case = read_case(f.read())
            if case:
                self.cases.append(case)
        self.lines = [lines_of(files['Makefile']) for files, _, _ in self.cases]
        self.words = sorted({token for lines in self.lines for line in lines for token in TOKEN.findall(line)
                             if len(token) > 1 and not token.isspace()})


def lines_of(text):
    return [line for line in text.splitlines(keepends=True) if not UNWANTED.search(line)]


def read_case(text):
    """None if it is too large to mix, or nothing but commands."""
    steps, environment, files, name = [], {}, {}, 'Makefile'
    for line in text.splitlines(keepends=True):
        if line.startswith(b'#: file '):
            name = line[8:].strip().decode('utf-8', 'surrogateescape')
            files[name] = b''
        elif line.startswith(b'#: $ make') and not re.search(rb'[;&|<>`$*]', line[4:]):
            try:
                steps.append(shlex.split(line[9:].decode('utf-8', 'surrogateescape')))
            except ValueError:
                pass
        elif line.startswith(b'#: env '):
            name_of, _, value = line[7:].strip().decode('utf-8', 'surrogateescape').partition('=')
            environment[name_of] = value
        if not line.startswith(b'#: '):
            files[name] = files.get(name, b'') + line
    makefile = b''.join(lines_of(files.get('Makefile', b'')))
    if not makefile.strip() or sum(map(len, files.values())) > 6000 or b'\0' in makefile:
        return None
    if any(name.startswith('/') or '..' in name for name in files):
        return None
    files = {name: content for name, content in files.items() if not UNWANTED.search(content)}
    files['Makefile'] = makefile
    return files, steps or [[]], environment


class Mutator:
    def __init__(self, choices, corpus):
        self.c, self.corpus = choices, corpus

    def text(self, text):
        lines = lines_of(text)
        for _ in range(self.c.weighted([(3, 1), (4, 2), (3, 3), (2, 5), (1, 9)])):
            change = self.c.weighted([(4, self.splice), (2, self.drop), (2, self.repeat), (2, self.move), (2, self.join),
                                      (5, self.odd), (4, self.word), (2, self.cut), (2, self.swap)])
            lines = change(lines or [b'\n'])
        return b''.join(line for line in lines if not UNWANTED.search(line))

    def at(self, lines):
        return self.c.number(0, len(lines) - 1)

    def splice(self, lines):
        other = self.c.pick(self.corpus.lines)
        first = self.c.number(0, max(0, len(other) - 1))
        at = self.c.number(0, len(lines))
        return lines[:at] + other[first:first + self.c.number(1, 8)] + lines[at:]

    def drop(self, lines):
        at = self.at(lines)
        return lines[:at] + lines[at + self.c.number(1, 2):]

    def repeat(self, lines):
        at, to = self.at(lines), self.at(lines)
        return lines[:to] + lines[at:at + self.c.number(1, 4)] + lines[to:]

    def move(self, lines):
        at = self.at(lines)
        line, rest = lines[at], lines[:at] + lines[at + 1:]
        to = self.c.number(0, len(rest))
        return rest[:to] + [line] + rest[to:]

    def join(self, lines):
        at = self.at(lines)
        glue = self.c.pick([b' \\\n', b'\\\n', b' ', b'; ', b' \\\n\t', b'\\\\\n', b''])
        return lines[:at] + [lines[at].rstrip(b'\n') + glue + b''.join(lines[at + 1:at + 2])] + lines[at + 2:]

    def tokens(self, lines, change):
        at = self.at(lines)
        tokens = TOKEN.findall(lines[at]) or [b'']
        change(tokens, self.c.number(0, len(tokens) - 1))
        return lines[:at] + [b''.join(tokens)] + lines[at + 1:]

    def odd(self, lines):
        def change(tokens, at):
            tokens.insert(at, self.c.pick(ODD))
        return self.tokens(lines, change)

    def word(self, lines):
        def change(tokens, at):
            tokens[at] = self.c.pick(self.corpus.words)
        return self.tokens(lines, change)

    def cut(self, lines):
        def change(tokens, at):
            del tokens[at]
        return self.tokens(lines, change)

    def swap(self, lines):
        def change(tokens, at):
            other = self.c.number(0, len(tokens) - 1)
            tokens[at], tokens[other] = tokens[other], tokens[at]
        return self.tokens(lines, change)


def generate(number, corpus):
    c = Choices(number)
    scenario = scenarios.generate(number)
    files, steps, environment = c.pick(corpus.cases)
    if c.chance(.8):
        scenario.files.update(files)
        scenario.environment.update(environment)
        if c.chance(.7):
            scenario.steps = [scenarios.Step(arguments) for arguments in steps[:2]]
    mutator = Mutator(c, corpus)
    changed = ['Makefile'] + [name for name in sorted(scenario.files) if name.endswith('.mk')]
    for name in changed[:1] if c.chance(.7) else changed:
        scenario.files[name] = mutator.text(scenario.files[name])
    if c.chance(.3):
        options = []
        while not options or c.chance(.3):
            options += c.weighted(scenarios.OPTIONS)
        step = c.pick(scenario.steps)
        step.arguments = options + step.arguments
    for name in sorted(scenario.files):
        scenario.times.setdefault(name, scenarios.BASE + 10 * len(scenario.times))
    return scenario
