"""Random makefiles: a small project with sources and rules that build it in some style, and around
that statements of every kind, spelt oddly now and then."""
from expressions import Expressions
from recipes import Recipes

CHAINS = [('.c', '.o', ''), ('.c', '.o', '.x'), ('.in', '.mid', '.out'), ('.a1', '.b1', '.c1'),
          ('.y', '.c', '.o'), ('.c', '.i', '.s')]
STEMS = ['foo', 'bar', 'baz', 'qux', 'lib', 'x.y', 'dir/z', 'a-b', 'x']
ODD_NAMES = ['sp\\ ace', 'h\\#sh', 'per%cent', 'd$$r', 'co\\:lon', 'a=b', 't~x', 'a\\=b', 'st*r', '-dash',
             'é', './dot', 'q?', '(p)', 'a;b', '\\\\bs', 'br[a]', './/slash', '../t/up', 'x\\y', '@at',
             'lib.a(m.o)', 'a+b', 'a&b', '$(n1)', 'e!x', '{b}']
SPECIAL = ['.PHONY', '.INTERMEDIATE', '.SECONDARY', '.PRECIOUS', '.NOTINTERMEDIATE', '.SILENT', '.IGNORE',
           '.DELETE_ON_ERROR', '.NOTPARALLEL', '.LOW_RESOLUTION_TIME']
ODD_LINES = [
    '.c.o: foo', 'a : = b', 'export', 'unexport', 'vpath', '-include', 'a:b;c', '$(empty): $(empty)',
    'include $(empty)', 'foo: bar | baz | qux', '   ', '\t', '\t# comment', '# comment \\\n continued', '#',
    ' # x', '$(info \\\n a   \\\n b)', 'V9 = a\\\nb', 'V9 = a \\\n\\\n b', 'V9 = \\# a # b', 'V9 = a\\\\# b',
    'V9 = a$(space)', 'V8=$$x', 'define V9 :=\n\nendef', 'define V9 +=\nx\nendef',
    'define V9\ndefine V8\nendef\nendef', 'override undefine V1', 'export V0 V1', 'unexport $(V0)',
    'export V9 := x', 'export define V9\nx\nendef', 'undefine V1 V2', 'sinclude nosuch.mk',
    '-include nosuch1 nosuch2', 'export $(empty)', 'vpath %', 'vpath %.c', 'vpath %.c dir:sub',
    'vpath foo.c dir', 'ifeq ($(V0),) # c\nelse # c\nendif # c', 'ifneq "$(V0)" \'x\'\nendif',
    'foo: export V9=1', 'foo: private V9 := 1', 'foo: override V9 += 1', 'foo: V9 ?= 1', '%.o: V9 != echo x',
    'foo bar: V9 = $@', '.DEFAULT_GOAL := bar', '.DEFAULT_GOAL :=', 'MAKEFLAGS += -k',
    'MAKEFLAGS += --no-print-directory', 'MAKEFLAGS += -r', 'SHELL := /bin/sh', '.SHELLFLAGS = -ec',
    'MAKEOVERRIDES =', '.SUFFIXES: .c .o .x', '.SUFFIXES:', '.c:', '.in.out:;cp $< $@',
    'ifdef V0\nifdef V1\nendif', 'V9 \\\n = x', 'V9 = x \\', 'foo: \\\n bar', 'foo: bar \\\n\n',
    'foo: bar # \\\n c', '.POSIX:', '.ONESHELL:', 'foo: foo', '.WAIT: foo', '.WAIT = x', 'export PATH',
    '$(eval $(eval E1 = x))', '$(eval foo: ; x)', '$(eval $$(info x))', 'override V1 = o', 'override V0 += o',
    'V0 ::= x', 'V1 :::= $$a $(V0)', 'é = x', 'V9 = \udcff', ': foo', '$(empty)', '%:: foo', 'foo: ;',
    'ifdef $(one)\nendif']
# These mostly end the reading of the makefile.
BAD_LINES = [
    'foo', ': foo', 'foo bar', '= x', ':= x', 'else', 'endif', 'endef', 'ifdef', 'ifeq (a,b', 'ifeq a b',
    'ifndef a b', '$(error stop $(V0))', 'a: b: c: d', '%.o %.x: %.q', 'override define', 'undefine',
    'private V9 = x', 'include', 'override', 'define', 'foo: %.c', '%.z: %.c: foo', 'foo bar &: baz', '&: x',
    'foo&:', 'foo &:: bar', 'a:::b', '.PHONY', 'else ifdef V0', '\\', '\\\\', '$', '$(', '$(foo', '$(empty)',
    '$(V0) = x', 'foo:| bar', 'foo: ;', ';', '\techo lonely', 'define V9 # c\nx\nendef # c',
    'ifdef $(n1)\nendif', 'foo: unexport V0', 'foo: undefine V0', 'SHELL = echo', 'foo : : bar', 'foo:: ::',
    'ifdef V0\nelse\nelse\nendif', '-', '@echo', 'a\tb', 'V 9 = x', 'V9 x := 1', '%:: foo', '$(eval ifdef V0)',
    '$(eval define V9)', '$(info $(eval x:y))x', 'V0 +::= x', 'V0 ?::= x', 'V0 !:= x']
OPERATORS = [(5, '='), (6, ':='), (2, '::='), (2, ':::='), (2, '?='), (4, '+=')]


class Names:
    def __init__(self):
        self.variables = ['V0', 'empty', 'n1', 'one', 'space']
        self.functions, self.templates, self.canned, self.lists, self.files = [], [], [], [], []


class Makefile:
    """tree: the files of the scenario, name to text; this adds its own."""

    def __init__(self, choices, tree, directory='', depth=0):
        self.c, self.tree, self.directory, self.depth = choices, tree, directory, depth
        self.names = Names()
        self.e = Expressions(choices, self.names)
        self.recipes = Recipes(choices, self.e, self.names)
        self.text = []
        self.prefix = '\t'
        self.phony, self.goals, self.double = [], [], set()
        self.second = False

    # ---- output

    def emit(self, line):
        """A line that isn't a recipe's, spelt a little oddly now and then."""
        c = self.c
        if ' ' in line and '\n' not in line and c.chance(.04):
            at = c.pick([i for i, char in enumerate(line) if char == ' '])
            line = line[:at] + c.pick([' \\\n  ', '\\\n', '\\\n\t', ' \\\n \\\n', '  ', '\t']) + line[at + 1:]
        if '\n' not in line:
            odd = c.number(0, 199)
            if odd < 6:
                line += c.pick([' # comment', '\t#c', ' #', '#x \\# y'])
            elif odd < 9:
                line += c.pick([' ', '  ', '\t'])
            elif odd < 12:
                line = c.pick(['  ', ' ', '    ']) + line
            elif odd == 12 and c.chance(.3):
                line = '\t' + line
            elif odd == 13:
                line += ' \\\n'
            elif odd == 14:
                line += '\\'
        self.text.append(line)

    def emit_rule(self, head, recipe):
        c = self.c
        if recipe and c.chance(.08):
            self.emit(head + c.pick([';', ' ;', '; ', ' ; ']) + recipe[0])
            recipe = recipe[1:]
        else:
            self.emit(head)
        for line in recipe:
            odd = c.number(0, 99)
            if odd < 2:
                self.text.append(c.pick(['', '# comment', self.prefix + '# c', self.prefix, '  ', '  # c \\\n  x']))
            elif odd < 3:
                self.text += [c.pick(['ifdef V0', 'ifeq (a,a)', 'ifndef V1', 'ifneq ($(V0),x)']),
                              self.prefix + self.recipes.line(), c.pick(['else', 'endif\nifdef V3']),
                              self.prefix + line, 'endif']
                continue
            self.text.append(self.prefix + line.replace('\n\t', '\n' + self.prefix))
        if c.chance(.5):
            self.text.append('')

    # ---- the project

    def write(self, name='Makefile'):
        c = self.c
        self.choose()
        self.variables_first()
        if self.depth < 2 and c.chance(.3 if self.depth == 0 else .15):
            self.sub_project()
        blocks = [self.stages, self.targets, self.phonies, self.specials]
        goal_first = c.chance(.85)
        if goal_first:
            self.emit_rule('all: ' + ' '.join(self.goals), self.recipes.lines(False) if c.chance(.3) else [])
        for block in c.shuffled(blocks):
            for _ in range(c.weighted([(4, 0), (3, 1), (2, 2), (1, 3)])):
                self.statement(1)
            block()
        if not goal_first:
            self.emit_rule('all: ' + ' '.join(self.goals), [])
        for _ in range(c.weighted([(4, 0), (3, 1), (2, 2)])):
            self.statement(1)
        text = '\n'.join(self.text)
        if not c.chance(.02):
            text += '\n'
        if c.chance(.012):
            text = text.replace('\n', '\r\n')
        if c.chance(.004):
            text = '\ufeff' + text
        self.tree[self.directory + name] = text

    def choose(self):
        c = self.c
        self.chain = c.pick(CHAINS)
        self.stems = c.some(STEMS, 1, 3)
        first, middle, last = self.chain
        self.sources = [stem + first for stem in self.stems]
        self.middles = [stem + middle for stem in self.stems]
        self.finals = [stem + last for stem in self.stems]
        for source in self.sources:
            if c.chance(.985):
                self.tree[self.directory + source] = 'source ' + source + '\n'
        for target in self.middles + self.finals:
            if c.chance(.08) and '/' not in target and target + '/' not in ' '.join(self.middles):
                self.tree[self.directory + target] = 'old ' + target + '\n'
        self.others = [f't{at}' for at in range(c.number(0, 4))]
        if c.chance(.12):
            self.others.append(c.pick(ODD_NAMES))
        if c.chance(.3):
            self.tree[self.directory + 'dir/h.h'] = 'h\n'
        self.names.files = self.sources + self.middles[:1] + self.finals + self.others
        self.goals = c.some(self.finals + self.others, 1, 4)

    def variables_first(self):
        c = self.c
        if c.chance(.97):
            self.text.append('one = 1\nn1 := V1')
        if c.chance(.3):
            self.text.append('empty :=\nspace := $(empty) $(empty)')
        for _ in range(c.number(0, 5)):
            self.assignment()
        for _ in range(c.weighted([(3, 0), (3, 1), (1, 2)])):
            self.definition()
        if c.chance(.6):
            self.emit('SRCS := ' + ' '.join(self.sources))
            self.emit(c.pick(['OBJS = $(SRCS:%s=%s)' % self.chain[:2],
                              'OBJS := $(patsubst %%%s,%%%s,$(SRCS))' % self.chain[:2],
                              'OBJS := $(addsuffix %s,$(basename $(SRCS)))' % self.chain[1]]))
            self.names.lists += ['SRCS', 'OBJS']
            self.names.variables += ['SRCS', 'OBJS']
        if c.chance(.02):
            self.prefix = c.pick(['>', '> ', '@'])[0]
            self.text.append('.RECIPEPREFIX ' + c.pick([':=', '=']) + ' ' + self.prefix)
        if c.chance(.08):
            self.text.append('.SECONDEXPANSION:')
            self.second = True

    def sub_project(self):
        c = self.c
        kind = c.number(0, 2)
        deeper = Makefile(c, self.tree, self.directory + 'sub/' if kind < 2 else self.directory, self.depth + 1)
        deeper.write('Makefile' if kind < 2 else f'other{self.depth}.mk')
        where = '-C sub' if kind < 2 else f'-f other{self.depth}.mk'
        goal = c.pick(['', '', ' ' + c.pick(deeper.goals), ' all', ' V1=sub', ' clean', ' -k', ' V0+=x', ' --no-print-directory', ' -s'])
        calls = [f'$(MAKE) {where}{goal}', f'@$(MAKE) {where}{goal}', f'-$(MAKE) {where}', f'+${{MAKE}} {where}',
                 f'make {where}{goal}', f'$(MAKE) {where} && echo done', f'V2=env $(MAKE) {where}', f'unset MAKEFLAGS; $(MAKE) {where}']
        if kind < 2:
            calls += [f'cd sub && $(MAKE){goal}', f'$(MAKE) -w -f Makefile -C sub{goal}']
        self.recipes.sub_makes = c.some(calls, 1, 2)
        self.phony.append('recurse')
        self.goals.append('recurse')

    def stages(self):
        first, middle, last = self.chain
        self.stage(first, middle, self.sources, self.middles)
        self.stage(middle, last, self.middles, self.finals)

    def stage(self, old, new, sources, targets):
        """How TARGETS, which end in NEW, come from SOURCES."""
        c = self.c
        style = c.weighted([(5, 'pattern'), (4, 'static'), (3, 'explicit'), (2, 'suffix'), (1, 'double'),
                            (1, 'grouped'), (.4, 'none'), (1, 'multi'), (1, 'anything')])
        more = c.pick(['', '', '', ' ' + self.prerequisite(), ' | ' + self.prerequisite()])
        recipe = self.recipes.lines(True)
        if style == 'pattern':
            extra = c.pick(['', '', '', f' %.log', ' %'])
            if c.chance(.15):
                self.emit_rule(f'%{new}: %.other', self.recipes.lines(True))
            self.emit_rule(f'%{new}{extra if c.chance(.3) else ""}{c.pick([":", ":", ":", " :", "::"])} %{old}{more}', recipe)
            if c.chance(.1):
                self.emit_rule(f'%{new}: %{old}', [] if c.chance(.5) else self.recipes.lines(True))
        elif style == 'static':
            colon = c.pick([':', ' :', '::'])
            if colon == '::':
                self.double.update(targets)
            listed = '$(OBJS)' if 'OBJS' in self.names.lists and targets is self.middles else ' '.join(targets)
            self.emit_rule(f'{listed}{colon} %{new}: %{old}{more}', recipe)
        elif style == 'explicit':
            for source, target in zip(sources, targets):
                self.emit_rule(f'{target}: {source}{more}', recipe)
                recipe = self.recipes.lines(True)
        elif style == 'suffix':
            if c.chance(.8):
                self.emit(f'.SUFFIXES: {old} {new}')
            self.emit_rule(f'{old}{new}:' + (more if c.chance(.1) else ''), recipe)
        elif style == 'double':
            self.double.update(targets)
            for source, target in zip(sources, targets):
                for _ in range(c.number(1, 2)):
                    self.emit_rule(f'{target}:: {source}{more if c.chance(.3) else ""}', self.recipes.lines(True))
        elif style == 'grouped':
            self.emit_rule(' '.join(targets) + c.pick([' &: ', '&: ', ' & : ', ' &:: ']) + ' '.join(sources) + more,
                           [f'for t in {" ".join(targets)}; do echo $^ > $$t; done'] if c.chance(.5) else recipe)
        elif style == 'multi':
            self.emit_rule(f'{" ".join(targets)}: {" ".join(sources)}{more}', recipe)
        elif style == 'anything':
            self.emit_rule(c.pick(['%: ', '%:: ', '%: %.in', '.DEFAULT:', '%: ']) + (c.pick(sources) if c.chance(.3) else ''), recipe)
        if style in ('pattern', 'suffix') and c.chance(.2):
            self.more(c.pick(targets))

    def more(self, target):
        """Another rule for a target that has one."""
        colon = '::' if (target in self.double) != self.c.chance(.03) else ':'
        self.emit_rule(f'{target}{colon} {self.prerequisite()}', self.recipes.lines(True) if self.c.chance(.1) else [])

    def prerequisite(self):
        c = self.c
        kind = c.number(0, 29)
        if kind < 10:
            return c.pick(self.sources)
        if kind < 18:
            return c.pick(self.others + self.finals)
        if kind < 21:
            return c.pick(self.middles)
        if kind < 23 and self.names.lists:
            return f'$({c.pick(self.names.lists)})'
        if kind < 24:
            return '.WAIT'
        if kind < 25 and self.second:
            return c.pick(['$$(V0)', '$$@.d', '$$(@F).x', '$$*.c', '$$(wildcard *.c)', '$$<', '$$^', '$$(addsuffix .c,$$*)',
                           '$$(info second $$@)', '$$(V1)', '$$|', '$$$$', '$$(@D)/x', '| $$(V2)'])
        if kind < 26:
            return c.pick(['dir/h.h', 'nosuch', '$(wildcard *.c)', '$(empty)', 'dir', self.e.words(1), '*.c', '|', 'lib.a(foo.o)'])
        if kind < 27:
            return c.pick(self.phony or ['clean'])
        return c.pick(self.sources)

    def targets(self):
        """Explicit rules for t0 and so on: each needs only later ones and files, but for a few circles."""
        c = self.c
        for at, target in enumerate(self.others):
            if c.chance(.015):
                continue
            pool = self.others[at + 1:] + self.finals + self.sources
            prerequisites = c.some(pool, 0, 3)
            if c.chance(.25):
                prerequisites.append(self.prerequisite())
            if c.chance(.12):
                prerequisites.insert(c.number(0, len(prerequisites)), '|')
            colon = c.weighted([(12, ':'), (2, ' :'), (2, '::'), (1, ': ')])
            head = f'{target}{colon} {" ".join(prerequisites)}'
            if c.chance(.06):
                head = f'{target} {target}b &: {" ".join(prerequisites)}'
            kind = c.number(0, 19)
            if kind < 2 and '&' not in head:
                self.emit(head)
                self.emit_rule(f'{target}{colon}', self.recipes.lines(c.chance(.8)))
            elif kind < 3 and '&' not in head:
                self.emit_rule(head, [])
            else:
                self.emit_rule(head, self.recipes.lines(c.chance(.8)))
            if colon == '::':
                self.double.add(target)
            if colon == '::' and c.chance(.6):
                self.emit_rule(f'{target}:: {self.prerequisite()}', self.recipes.lines(c.chance(.5)))
            if c.chance(.15):
                self.target_variable()

    def phonies(self):
        c = self.c
        if 'recurse' in self.phony:
            self.emit_rule('recurse:' + (' ' + self.prerequisite() if c.chance(.2) else ''),
                           self.recipes.lines(False) + [self.recipes.prefixed(c.pick(self.recipes.sub_makes))])
        if c.chance(.3):
            self.emit_rule('clean:', [c.pick(['rm -f ', '-rm -f ', '@rm -f ']) + ' '.join(self.finals + self.middles)])
            self.phony.append('clean')
        if c.chance(.25):
            self.archive()
        if self.phony and c.chance(.8):
            self.emit('.PHONY: ' + ' '.join(self.phony))

    def archive(self):
        c = self.c
        if c.chance(.7):
            return
        members = [m for m in self.middles if '/' not in m and '.' in m] or ['foo.o']
        style = c.number(0, 4)
        listed = ' '.join(f'lib.a({m})' for m in members) if style % 2 else f'lib.a({" ".join(members)})'
        self.emit_rule(f'lib.a: {listed}', [] if c.chance(.5) else self.recipes.lines(False))
        if style < 3:
            self.emit_rule(c.pick(['(%): %', 'lib.a(%): %', listed + ': ' + members[0]]), ['ar rc $@ $(*F)' if c.chance(.3) else 'ar rc lib.a ' + ' '.join(members)])
        self.names.files.append('lib.a')

    def specials(self):
        c = self.c
        for _ in range(c.weighted([(5, 0), (4, 1), (2, 2), (1, 3)])):
            name = c.pick(SPECIAL)
            if name in ('.DELETE_ON_ERROR', '.NOTPARALLEL') or c.chance(.1):
                self.emit(name + ':')
            else:
                pool = self.middles + self.finals + self.others
                if name in ('.PRECIOUS', '.NOTINTERMEDIATE', '.PHONY', '.SECONDARY'):
                    pool = pool + ['%' + self.chain[1], '%']
                self.emit(f'{name}: ' + ' '.join(c.some(pool, 1, 2)))
        if c.chance(.02):
            self.emit('.ONESHELL:')
        if c.chance(.02):
            self.emit('.EXPORT_ALL_VARIABLES:')
        if c.chance(.02):
            self.emit('.POSIX:')
        if c.chance(.04):
            self.emit_rule('.DEFAULT:' + (' foo' if c.chance(.1) else ''), self.recipes.lines(False))
        if c.chance(.05):
            self.tree[self.directory + 'dir/v.c'] = 'v\n'
            self.emit(c.pick(['VPATH = dir', 'vpath %.c dir', 'vpath %.in dir:sub', 'VPATH := dir sub', 'vpath % dir', 'VPATH = :dir: ']))

    # ---- statements

    def statement(self, depth):
        c = self.c
        kind = c.number(0, 99)
        if kind < 30:
            self.assignment()
        elif kind < 38:
            self.definition()
        elif kind < 50:
            self.conditional(depth)
        elif kind < 62:
            self.target_variable()
        elif kind < 72:
            self.emit(c.pick(['$(info %s)', '$(info [%s])', '$(warning %s)', '$(info $(origin V0) %s)']) % self.e.text(3))
        elif kind < 76:
            self.emit('$(eval ' + self.e.evaluated(2) + ')')
        elif kind < 83:
            self.include(depth)
        elif kind < 88:
            self.emit(c.pick(['export', 'unexport', 'undefine', 'export', 'override undefine']) + ' ' + c.pick(['V0', 'V1', 'V2', 'V3', '$(n1)', 'V1 V2']))
        elif kind < 92:
            self.more(c.pick(self.finals + self.others))
        elif kind < 96:
            self.emit(c.pick(['# comment', '', '  ', '# a \\\n b', '#']))
        else:
            self.text.append(c.pick(BAD_LINES if c.chance(.15) else ODD_LINES))

    def assignment(self):
        """V<n> uses only variables with smaller numbers, so that few refer to themselves."""
        c = self.c
        at = c.number(0, 4)
        name = f'V{at}'
        if c.chance(.06):
            name = c.pick(['a', 'v-1', 'v.x', 'CFLAGS', 'x/y', 'V$(one)', '$(n1)', 'é', '@x', 'v+', '_', 'ARFLAGS', 'CC'])
        known = self.names.variables
        self.names.variables = [n for n in known if not (n.startswith('V') and n[1:].isdigit() and int(n[1:]) >= at)] or ['one']
        if c.chance(.03):
            self.names.variables = known
        kind = c.number(0, 99)
        before = c.weighted([(40, ''), (2, 'override '), (3, 'export '), (1, 'private '), (1, 'override export '), (1, 'unexport ')])
        if kind < 6:
            line = f'{before}{name} != {self.e.shell(2)}'
        else:
            operator = c.weighted(OPERATORS)
            blank = c.pick([' ', ' ', ' ', '', '\t', '  '])
            line = f'{before}{name}{blank}{operator}{c.pick([" ", " ", "", "  "])}{self.e.text(3) if c.chance(.7) else self.e.words(2)}'
        self.names.variables = known
        self.emit(line)
        if name not in known and '$' not in name:
            self.names.variables = known + [name]

    def definition(self):
        c = self.c
        kind = c.number(0, 9)
        at = c.number(1, 3)
        operator = c.pick(['', '', '', ' =', ' :=', '='])
        if kind < 4:
            bodies = ['[$1]', '<$1|$2>', '$2 $1', '$(foreach i,$1,$(i)$2)', '$(if $1,$(firstword $1) $2,none)', '$(words $1 $2)$0', '$(1)', '$(call f1,$1)',
                      '$(if $(word 2,$1),$(call f3,$(wordlist 2,9,$1)) )$(firstword $1)', '$(call $2,$1)', '$(let a b,$1,$b$a)']
            self.text.append(f'f{at} = {c.pick(bodies)}')
            self.names.functions.append(f'f{at}')
        elif kind < 6:
            body = c.pick(['$1: ; @echo made $1 $2', 'V_$1 := $2', '$1: foo\n\t@echo $$@ $2', 'ifdef V0\nE1 += $1\nendif', '$1: W = $2\n$1:\n\techo $$(W)',
                           '$$(info $1 $2)', 'define in_$1\n$2\nendef', '.PHONY: $1\n$1::\n\t@echo $$(V0)'])
            self.text.append(f'define tmpl{at}{operator}\n{body}\nendef')
            self.names.templates.append(f'tmpl{at}')
        elif kind < 8:
            lines = [self.recipes.line() for _ in range(c.number(0, 3))]
            self.text.append(f'define canned{at}\n' + ''.join(line + '\n' for line in lines) + 'endef')
            self.names.canned.append(f'canned{at}')
        else:
            lines = [self.e.text(2) for _ in range(c.number(0, 3))]
            name = f'V{at + 1}'
            self.text.append(c.pick(['', '', 'override ', 'export ']) + f'define {name}{operator}\n' + ''.join(line + '\n' for line in lines) +
                             c.pick(['endef', 'endef', '  endef', 'endef # c']))

    def target_variable(self):
        c = self.c
        target = c.pick(self.finals + self.others + self.middles + ['all', '%' + self.chain[1], 'f%', '%', 't%', 'foo bar'])
        before = c.weighted([(14, ''), (2, 'private '), (2, 'export '), (2, 'override '), (1, 'unexport ')])
        operator = c.weighted(OPERATORS + [(1, '!=')])
        value = self.e.text(2) if operator != '!=' else self.e.shell(1)
        self.emit(f'{target}: {before}V{c.number(0, 4)} {operator} {value}')

    def condition(self):
        c = self.c
        kind = c.number(0, 9)
        if kind < 4:
            return c.pick(['ifdef ', 'ifndef ']) + c.pick(['V0', 'V1', 'V2', 'undefined', '$(n1)', 'ENV1', 'MAKECMDGOALS'])
        left, right = self.e.text(1), c.pick(['', 'a', 'x', self.e.text(1)])
        if kind < 8 or '"' in left + right or "'" in left + right:
            return c.pick(['ifeq ', 'ifneq ']) + c.pick(['(%s,%s)', '(%s,%s)', '( %s, %s )', '(%s ,%s)']) % (left, right)
        return c.pick(['ifeq ', 'ifneq ']) + c.pick(['"%s" "%s"', "'%s' '%s'", '"%s"\t\'%s\'']) % (left, right)

    def conditional(self, depth):
        c = self.c
        self.emit(self.condition())
        self.arm(depth)
        for _ in range(c.weighted([(6, 0), (2, 1), (1, 2)])):
            self.emit('else ' + self.condition())
            self.arm(depth)
        if c.chance(.5):
            self.emit('else')
            self.arm(depth)
        self.emit('endif')

    def arm(self, depth):
        for _ in range(self.c.number(0, 2)):
            if depth < 3:
                self.statement(depth + 1)
            else:
                self.assignment()

    def include(self, depth):
        c = self.c
        at = c.number(1, 2)
        kind = c.number(0, 9)
        word = c.pick(['include', 'include', '-include', 'sinclude'])
        if kind < 5 and depth < 3:
            kept, self.text = self.text, []
            for _ in range(c.number(0, 3)):
                self.statement(depth + 1)
            included, self.text = self.text, kept
            self.tree[f'{self.directory}inc{at}.mk'] = '\n'.join(included) + '\n'
            self.emit(f'{word} inc{at}.mk')
        elif kind < 8:
            self.emit(f'{word} gen{at}.mk')
            self.emit_rule(f'gen{at}.mk:' + c.pick(['', '', '', ' ' + self.sources[0], ' ' + self.sources[0], ' gen.in' if c.chance(.2) else '']),
                           [c.pick(["echo 'G%d = made' > $@" % at, "@echo '$$(info in $@)' > $@", 'touch $@', 'false', '@echo no $@', 'echo V1=gen >> $@', ': nothing', 'echo x y > $@'])])
            if c.chance(.2):
                self.tree[f'{self.directory}gen{at}.mk'] = '$(info old gen)\n'
        else:
            self.emit(c.pick(['-include nosuch.mk', 'include *.mk2' if c.chance(.3) else '-include *.mk2', '-include inc*.mk', 'include $(wildcard inc?.mk)', '-include nosuch.mk nosuch2.mk', 'include nosuch.mk' if c.chance(.3) else 'include Makefile' if c.chance(.1) else '-include $(V9)', '-include dir', '-include inc1.mk inc2.mk']))
