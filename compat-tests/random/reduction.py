"""Makes a scenario that shows a difference smaller, and writes it as a differential case."""
import re
import shlex


class Reducer:
    """differs: scenario to bool."""

    def __init__(self, differs, budget=700):
        self.differs, self.left = differs, budget

    def tries(self, scenario):
        if self.left <= 0:
            return False
        self.left -= 1
        return self.differs(scenario)

    def reduce(self, scenario):
        scenario = self.steps(scenario)
        scenario = self.files(scenario)
        for _ in range(2):
            before = self.size(scenario)
            scenario = self.lines(scenario)
            scenario = self.settings(scenario)
            scenario = self.files(scenario)
            scenario = self.words(scenario)
            if self.size(scenario) == before:
                break
        return scenario

    @staticmethod
    def size(scenario):
        return sum(map(len, scenario.files.values())) + sum(len(s.arguments) + len(s.changes) for s in scenario.steps)

    def steps(self, scenario):
        at = len(scenario.steps) - 1
        while at >= 0 and len(scenario.steps) > 1:
            smaller = scenario.copy()
            del smaller.steps[at]
            if self.tries(smaller):
                scenario = smaller
            at -= 1
        return scenario

    def files(self, scenario):
        for name in list(scenario.files):
            smaller = scenario.copy()
            del smaller.files[name]
            if self.tries(smaller):
                scenario = smaller
        return scenario

    def settings(self, scenario):
        for name in list(scenario.environment):
            smaller = scenario.copy()
            del smaller.environment[name]
            if self.tries(smaller):
                scenario = smaller
        for at in range(len(scenario.steps)):
            for member in ('arguments', 'changes'):
                number = len(getattr(scenario.steps[at], member)) - 1
                while number >= 0:
                    smaller = scenario.copy()
                    del getattr(smaller.steps[at], member)[number]
                    if self.tries(smaller):
                        scenario = smaller
                    number -= 1
        return scenario

    def lines(self, scenario):
        for name in list(scenario.files):
            scenario = self.pieces(scenario, name, lambda text: text.splitlines(keepends=True))
        return scenario

    def words(self, scenario):
        for name in list(scenario.files):
            if len(scenario.files[name]) < 1500:
                scenario = self.pieces(scenario, name, lambda text: re.findall(rb'[\w.]+|[ \t]+|.', text, re.S))
        return scenario

    def pieces(self, scenario, name, split):
        """Delta debugging: leaves out runs of pieces, long ones first."""
        parts = split(scenario.files[name])
        length = max(1, len(parts) // 2)
        while True:
            at, removed = 0, False
            while at < len(parts):
                rest = parts[:at] + parts[at + length:]
                smaller = scenario.copy()
                smaller.files[name] = b''.join(rest)
                if self.tries(smaller):
                    scenario, parts, removed = smaller, rest, True
                else:
                    at += length
            if length == 1 and not removed:
                return scenario
            if self.left <= 0:
                return scenario
            length = max(1, length // 2)


def as_case(scenario, about):
    """The scenario in the format of compat-tests/cases."""
    lines = [f'#: about {about}']
    lines += [f'#: env {name}={value}' for name, value in scenario.environment.items()]
    for name in scenario.files:
        if name != 'Makefile':
            lines.append(f'#: $ touch -d @{scenario.times[name]} {shlex.quote(name)}')
    for at, step in enumerate(scenario.steps):
        for kind, name in step.changes:
            command = {'touch': 'touch', 'remove': 'rm -f', 'write': 'echo changed >>'}[kind]
            lines.append(f'#: $ {command} {shlex.quote(name)}')
        lines.append('#: $ make ' + ' '.join(shlex.quote(a).replace('\n', '\\n') for a in step.arguments))
    text = '\n'.join(lines).encode('utf-8', 'surrogateescape') + b'\n'
    text += ended(scenario.files.get('Makefile', b''))
    for name, content in scenario.files.items():
        if name != 'Makefile':
            text += f'#: file {name}\n'.encode() + ended(content)
    return text


def ended(content):
    return content if not content or content.endswith(b'\n') else content + b'\n'
