"""Random expressions: variable references and function calls, nested, mostly of a sensible kind."""

# What the arguments of a function are; the functions with bodies of their own have methods below.
FUNCTIONS = {
    'subst': ('atom', 'atom', 'words'),
    'patsubst': ('pattern', 'pattern', 'words'),
    'strip': ('text',),
    'findstring': ('atom', 'text'),
    'filter': ('patterns', 'words'),
    'filter-out': ('patterns', 'words'),
    'sort': ('words',),
    'word': ('number', 'words'),
    'wordlist': ('number', 'number', 'words'),
    'words': ('words',),
    'firstword': ('words',),
    'lastword': ('words',),
    'dir': ('words',),
    'notdir': ('words',),
    'suffix': ('words',),
    'basename': ('words',),
    'addsuffix': ('atom', 'words'),
    'addprefix': ('atom', 'words'),
    'join': ('words', 'words'),
    'wildcard': ('glob',),
    'realpath': ('file',),
    'abspath': ('file',),
    'if': ('condition', 'text', 'text'),
    'or': ('condition', 'condition', 'text'),
    'and': ('condition', 'condition', 'text'),
    'intcmp': ('number', 'number', 'text', 'text', 'text'),
    'value': ('variable',),
    'origin': ('variable',),
    'flavor': ('variable',),
}
ORDER = sorted(FUNCTIONS)
OPTIONAL = {'if': 2, 'or': 1, 'and': 1, 'intcmp': 2}

ATOMS = ['a', 'b', 'foo', 'bar', '.c', '.o', 'x/', 'a.c', '-', '_', '1', '%', '=', 'o', '', '.']
RARE_ATOMS = ['\\%', '\\\\', '\\', '$$', '$$x', '\\#', ',', ':', "'", '"', '\\ ', '(a)', '{b}',
              '~', '*', '?', 'a b', ' ', '\t', ';', '&', '|', '\u00e9', '=', '-1', '0x10', '@',
              '\\:', '\\\\\\#', '!', '`']
PATTERNS = ['%', '%.c', '%.o', 'f%', '%o', 'b%r', 'foo.c', 'x/%', '%.%', 'lib%.a']
RARE_PATTERNS = ['\\%', 'a\\%b', '\\\\%', '%%', '', ' %', '%.c %.o']
GLOBS = ['*.c', '*.in', '*', 'f*.?', '[a-f]*.c', 'no*such', 'sub/*', './*.c', '*.c *.in', 'foo.c',
         'dir/*.h', '*/', '{a,b}*', '\\*', '[']


class Expressions:
    """names: what exists so far: .variables, .functions (for call), .files, .lists."""

    def __init__(self, choices, names):
        self.c, self.names = choices, names
        self.locals = []

    def atom(self, _=0):
        return self.c.pick(RARE_ATOMS) if self.c.chance(.06) else self.c.pick('#$)(') if self.c.chance(.002) else self.c.pick(ATOMS)

    def pattern(self, _=0):
        return self.c.pick(RARE_PATTERNS) if self.c.chance(.1) else self.c.pick(PATTERNS)

    def patterns(self, depth):
        if self.c.chance(.1):
            return self.words(depth)
        return ' '.join(self.pattern() for _ in range(self.c.number(1, 3)))

    def glob(self, _=0):
        return self.c.pick(GLOBS)

    def file(self, depth):
        if self.c.chance(.2):
            return self.words(depth)
        return self.c.pick(self.names.files + ['./foo.c', '../x', 'a/../foo.c', '', 'no/such'])

    def number(self, depth):
        kind = self.c.number(0, 19)
        if kind < 14:
            return str(self.c.number(1, 4))
        if kind < 16:
            return '$(words ' + self.words(depth - 1) + ')'
        if kind == 16:
            return ' ' + str(self.c.number(1, 3)) + ' '
        return self.c.pick(['1', '2', '0', '10', '-1', '+1', '99999999999999999999', 'x', '', '1x'])

    def condition(self, depth):
        return self.c.pick(['', '', 'x', ' ', '$(empty)']) if self.c.chance(.5) else self.text(depth)

    def variable(self, depth):
        if self.c.chance(.08):
            return self.text(depth - 1)
        return self.c.pick(self.names.variables + [
            'CC', 'MAKE', 'MAKEFLAGS', 'undefined', 'PATH', '@', 'MAKELEVEL', 'CURDIR', 'SHELL',
            '.RECIPEPREFIX', 'MAKEFILE_LIST', 'ENV1', '<', '.DEFAULT_GOAL', 'V0'])

    def reference(self, depth=1):
        """$(NAME), in one of its spellings."""
        c = self.c
        if self.locals and c.chance(.5):
            name = c.pick(self.locals)
        elif c.chance(.06):
            name = self.variable(depth)
        else:
            name = c.pick(self.names.variables or ['V0'])
        if len(name) == 1 and c.chance(.4):
            return '$' + name
        if c.chance(.12):
            old, new = c.pick([('.c', '.o'), ('%.c', '%.x'), ('o', 'p'), ('%', '[%]'), ('', '.z'),
                               ('%.c', 'fixed'), ('foo%', 'bar%baz'), ('.', '')])
            name = f'{name}:{old}={new}'
        elif c.chance(.03):
            name = c.pick(['$(n1)', 'V$(one)', '$(V0)', '$(n$(one))'])
        return c.pick(['$(%s)', '$(%s)', '$(%s)', '${%s}']) % name

    def words(self, depth=2):
        c = self.c
        parts = []
        for _ in range(c.number(1, 3)):
            kind = c.number(0, 9)
            if kind < 4 or depth <= 0:
                parts.append(c.pick(self.names.files + ['a', 'b.c', 'x/y.o', 'foo']))
            elif kind < 7:
                parts.append(self.reference(depth))
            elif kind < 9:
                parts.append(self.call(depth - 1))
            else:
                parts.append(self.atom())
        return c.pick([' ', ' ', ' ', ' ', '  ', '\t']).join(parts)

    def text(self, depth=2):
        c = self.c
        kind = c.number(0, 9)
        if kind < 2 or depth <= 0:
            return self.atom()
        if kind < 5:
            return self.reference(depth)
        if kind < 6:
            return self.words(depth - 1)
        if kind < 7:
            return self.text(depth - 1) + c.pick(['', '', ' ']) + self.text(depth - 1)
        return self.call(depth - 1)

    def call(self, depth):
        c = self.c
        special = c.number(0, 99)
        if special < 10:
            body = self.foreach(depth)
        elif special < 16:
            body = self.let(depth)
        elif special < 28 and self.names.functions:
            body = 'call ' + ','.join([c.pick(self.names.functions)] +
                                      [self.text(depth) for _ in range(c.number(0, 3))])
        elif special < 31:
            body = 'call ' + ','.join([c.pick(['words', 'if', 'or', 'sort', 'undefined', 'dir', 'subst'])] +
                                      [self.text(depth) for _ in range(c.pick([2, 3, 3, 3]))])
        elif special < 36:
            body = 'eval ' + self.evaluated(depth)
        elif special < 40:
            body = 'shell ' + self.shell(depth)
        elif special < 42:
            body = c.pick(['info ', 'warning ', 'info ']) + self.text(depth)
        elif special < 43:
            body = 'file ' + c.pick(['<foo.c', '< nosuch', '>made.txt,' + self.text(depth),
                                     '>>made.txt,' + self.text(depth), '>made.txt', '<made.txt'])
        else:
            body = self.plain_call(depth)
        # Between braces, the commas of a call between parentheses count too: rarely what is wanted.
        opening, closing = '{}' if c.chance(.02) else '()'
        return '$' + opening + body + closing

    def plain_call(self, depth):
        c = self.c
        name = c.pick(ORDER)
        kinds = FUNCTIONS[name]
        count = c.number(OPTIONAL[name], len(kinds)) if name in OPTIONAL else len(kinds)
        if c.chance(.006):
            count = c.number(0, len(kinds) + 1)
        arguments = [getattr(self, kinds[min(at, len(kinds) - 1)])(depth) for at in range(count)]
        comma = c.pick([',', ',', ',', ',', ', ', ' ,'])
        return name + c.pick([' ', ' ', ' ', ' ', ' ', '  ', '\t']) + comma.join(arguments)

    def foreach(self, depth):
        name = self.c.pick(['i', 'j', 'w', 'V0'])
        words = self.words(depth)
        self.locals.append(name)
        body = self.c.pick(['', '[$i]', '$(w)-', '($j)']) + self.text(depth)
        self.locals.pop()
        return f'foreach {name},{words},{body}'

    def let(self, depth):
        names = self.c.some(['i', 'j', 'w', 'V1'], 1, 3)
        words = self.words(depth)
        self.locals += names
        body = self.text(depth) + self.c.pick(['', '.$i', '.$(w)'])
        del self.locals[-len(names):]
        return f'let {" ".join(names)},{words},{body}'

    def evaluated(self, depth):
        c = self.c
        name = c.pick(['E1', 'E2', 'V1'])
        kind = c.number(0, 9)
        if kind < 7 or not self.names.templates:
            return f'{name} {c.pick(["=", ":=", "+=", "?=", ":::="])} {self.text(depth - 1)}'
        return f'$(call {c.pick(self.names.templates)},{c.pick(["e1", "e2", "e3"])},{self.atom()})'

    def shell(self, depth):
        return self.c.pick([
            'echo ' + self.c.pick(['hi', 'a b', '"a  b"', '$$HOME', '$$V0', '$${ENV1-unset}']),
            'printf "a\\nb\\n\\n"', 'exit 3', 'cat foo.c nosuch', 'false', ':', 'nosuchcommand x',
            "echo '" + self.reference(depth) + "'", 'echo err >&2', 'printf x', 'echo a; echo b'])
