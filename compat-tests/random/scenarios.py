"""A scenario: the files that a seed stands for, and the builds to run on them."""
from choices import Choices
from makefiles import Makefile

BASE = 1577836800  # 2020-01-01: the oldest file. Later ones follow in steps of ten seconds.

OPTIONS = [
    (8, ['-k']), (8, ['-n']), (4, ['-B']), (5, ['-i']), (5, ['-s']), (4, ['-t']), (4, ['-q']), (4, ['-r']), (4, ['-R']), (5, ['-w']),
    (5, ['--trace']), (3, ['-rR']), (2, ['-S']), (4, ['--shuffle=reverse']), (3, ['-e']), (4, ['--warn-undefined-variables']),
    (3, ['--no-print-directory']), (2, ['-Otarget']), (2, ['--output-sync=line']), (2, ['-nB']), (2, ['-kn']), (2, ['-I', 'dir']), (2, ['-C', 'sub']),
    (2, ['--eval', 'V3 := evaluated']), (1, ['--eval=$(info first $(V0))']), (2, ['-f', 'Makefile']), (1, ['-f', 'Makefile', '-f', 'inc1.mk']),
    (1, ['-f', 'nosuch']), (1, ['-C', 'nosuch']), (1, ['-j1']), (1, ['--debug=b']), (1, ['--debug=p']), (1, ['--debug=w']), (1, ['-tn']), (1, ['-L']), (1, ['-qk']),
    (1, ['--no-silent', '-s']), (1, ['--bogus']), (1, ['-E', 'V2 = e']), (1, ['--debug=m']), (1, ['-ks']), (1, ['--just-print', '--silent'])]
OVERRIDES = ['V0=cmd', 'V1=a b', 'V2+=x', 'V3:=y', 'V0=', 'V1:=$(V0)', 'V4::=z', 'CC=echo', 'V1=$$x', 'V3?=q', 'V0=a#b',
             'MAKEFLAGS=k', 'V1=c:\\x', 'V-X=1', 'V1:::=$(V0)', 'undefined=now', 'SHELL=/bin/sh', 'V2=a\nb']
ENVIRONMENT = [
    (5, ('V0', 'from env')), (5, ('V1', 'env')), (3, ('CFLAGS', '-g')), (2, ('MAKEFLAGS', 'k')), (2, ('MAKEFLAGS', ' -k -- V1=flags')), (1, ('MAKEFLAGS', 'n')),
    (1, ('GNUMAKEFLAGS', '-k')), (1, ('GNUMAKEFLAGS', '--no-print-directory')), (2, ('MAKELEVEL', '2')), (2, ('MAKEFILES', 'inc1.mk')), (1, ('VPATH', 'dir')),
    (1, ('SHELL', '/bin/false')), (1, ('V2', '$(V0)')), (1, ('MAKEFLAGS', 'w')), (1, ('MAKE_RESTARTS', '3')), (1, ('MAKECMDGOALS', 'x')), (1, ('V3', '$$x'))]


class Step:
    """One build: what is done to the files before, then the arguments of make."""

    def __init__(self, arguments, changes=()):
        self.arguments, self.changes = list(arguments), list(changes)


class Scenario:
    def __init__(self, files, times, environment, steps):
        self.files, self.times, self.environment, self.steps = files, times, environment, steps

    def copy(self):
        return Scenario(dict(self.files), dict(self.times), dict(self.environment),
                        [Step(s.arguments, s.changes) for s in self.steps])


def arguments_of(c, makefile, options_chance):
    arguments = []
    while c.chance(options_chance):
        arguments += c.weighted(OPTIONS)
    if c.chance(.06):
        name = c.pick(makefile.sources + makefile.middles + makefile.others + ['nosuch'])
        arguments += c.pick([['-W', name], ['-o', name], [f'--assume-new={name}'], ['-W' + name]])
    if c.chance(.12):
        arguments.append(c.pick(OVERRIDES))
    if c.chance(.3):
        goals = makefile.finals + makefile.others + makefile.middles + makefile.phony + ['all']
        if c.chance(.1):
            goals = ['nosuch', 'foo.c', './foo', 'inc1.mk', 'Makefile', 'dir', 'e1', 'lib.a', 'lib.a(foo.o)', 'V1', '']
        arguments += c.shuffled(c.some(goals, 1, 2))
    return arguments


def changes_of(c, makefile, names):
    """What happens to the files between two builds."""
    kind = c.number(0, 9)
    if kind < 3:
        return []
    changes = []
    for _ in range(c.number(1, 2)):
        kind = c.number(0, 9)
        if kind < 5:
            changes.append(('touch', c.pick(names)))
        elif kind < 8:
            changes.append(('remove', c.pick(makefile.middles + makefile.finals + makefile.others + makefile.sources)))
        else:
            changes.append(('write', c.pick(makefile.sources)))
    return changes


def generate(seed):
    c = Choices(seed)
    tree = {}
    makefile = Makefile(c, tree)
    makefile.write()
    files = {name: text.encode('utf-8', 'surrogateescape') for name, text in tree.items()}
    ordered = sorted(files) if c.chance(.4) else c.shuffled(sorted(files))
    if c.chance(.7):
        built = set(makefile.middles + makefile.finals)
        ordered.sort(key=lambda name: name in built)
    times = {name: BASE + 10 * at for at, name in enumerate(ordered)}
    environment = dict(c.weighted(ENVIRONMENT) for _ in range(c.weighted([(7, 0), (2, 1), (1, 2)])))
    if c.chance(.2):
        environment['ENV1'] = 'e1 value'
    steps = [Step(arguments_of(c, makefile, .22))]
    if c.chance(.45):
        again = c.chance(.5)
        arguments = steps[0].arguments if again else arguments_of(c, makefile, .15)
        steps.append(Step(arguments, changes_of(c, makefile, sorted(files))))
    return Scenario(files, times, environment, steps)
