"""Random projects for the test of the promise: what is on disk before a build, and how it may change.

A project is a dictionary of sources (path: File or Link), makefiles among them, that parts have put together. A part adds sources
and rules of one kind (objects with undeclared headers, stamps, an archive, an inner make ...) and the changes that suit it. All
recipes are deterministic and quick: the compiler is an awk program, but for a few real ones. Each recipe that should rest in an
up-to-date tree begins with `: RUN`, which is echoed.
"""
import random
from collections import namedtuple

File = namedtuple('File', 'text mode')
Link = namedtuple('Link', 'to')

# A compiler of src to out: `#include NAME` is looked for in the directories of path in order, X is what `$X` stands for, and dep
# names a depfile to write.
COMPILER = r'''function take(file, line) {
  deps = deps " " file
  while ((getline line < file) > 0) {
    if (line ~ /^#include /) find(substr(line, 10))
    else { gsub(/\$X/, X, line); print line > out }
  }
  close(file)
}
function find(name, i, line) {
  for (i = 1; i <= n; i++) {
    if ((getline line < (dir[i] "/" name)) >= 0) {
      close(dir[i] "/" name)
      return take(dir[i] "/" name)
    }
  }
  print "no header " name > "/dev/stderr"
  bad = 1
}
BEGIN {
  n = split(path, dir, ":")
  print "compiled by VERSION" > out
  take(src)
  close(out)
  if (dep != "") {
    print out ":" deps > (dep ".tmp")
    count = split(deps, each, " ")
    for (i = 2; i <= count; i++) print each[i] ":" > (dep ".tmp")
    close(dep ".tmp")
    system("mv " dep ".tmp " dep)
  }
  if (bad) exit 1
}
'''


class Project:
    def __init__(self, seed, ultra):
        self.rng = random.Random(seed)
        self.ultra = ultra
        self.sources = {}
        self.goals = []       # what `all` makes
        self.rules = []       # text
        self.changes = []     # functions that change sources
        self.flags = {}       # variables on the command line
        self.flag_choices = {}
        self.unprompted = []  # products that no declared prerequisite makes stale
        self.beside = ['build.log']  # what recipes leave without saying so: nothing makes it again when it is gone
        self.stamps = []      # which do not tell what lies beside them
        self.unseen_stamps = []  # of these, those whose recipes nobody watches
        self.optional = []    # products that need not be made again when they are gone
        self.kill = True      # a killed recipe leaves nothing that its next run can't do with
        for part in self.rng.sample(PARTS, self.rng.randint(2, 6)):
            part(self)
        goals = ' '.join(self.goals)
        self.rules.insert(0, f'all: {goals}\n.PHONY: all FORCE\nFORCE:\n')
        self.put('Makefile', '\n'.join(self.rules))
        self.put('.git/description', 'a repository\n')
        self.branches = [dict(self.sources)]

    # --- what parts use ---

    def put(self, path, text, mode=0o644):
        self.sources[path] = File(text, mode)

    def text(self, path):
        return self.sources[path].text

    def value(self):
        return f'value {self.rng.randint(0, 4)}\n'

    def rule(self, text):
        self.rules.append(text)

    def change(self, *functions):
        self.changes += functions

    def edits(self, path, make=None):
        """The file's text is what `make` says, now and after each change."""
        make = make or self.value
        self.put(path, make())
        self.change(lambda: self.put(path, make()))

    # --- what the driver uses ---

    def mutate(self):
        """Some change to the sources, or another branch."""
        chance = self.rng.random()
        if chance < 0.1:
            self.branches.append(dict(self.sources))
            del self.branches[:-4]
        elif chance < 0.25:
            self.sources = dict(self.rng.choice(self.branches))
        else:
            self.rng.choice(self.changes)()

    def change_flags(self):
        if not self.flag_choices:
            return False
        name = self.rng.choice(sorted(self.flag_choices))
        self.flags[name] = self.rng.choice(self.flag_choices[name])
        return True


# --- the parts ------------------------------------------------------------------------------------


def objects(p):
    """Sources of two directories with headers on an include path: some declared, some in depfiles, some not declared at all.
    A header may appear earlier on the path, and vanish."""
    p.put('tools/cc.awk', COMPILER)
    p.change(lambda: p.put('tools/cc.awk', COMPILER.replace('VERSION', str(p.rng.randint(1, 2)))))
    headers = [f'h{i}.h' for i in range(4)]
    for name in headers:
        p.edits(f'inc/b/{name}')

    def shadow():
        path = f'inc/a/{p.rng.choice(headers)}'
        if path in p.sources:
            del p.sources[path]
        else:
            p.put(path, 'shadow ' + p.value())
    p.change(shadow, shadow)
    p.put('inc/a/unused.h', '')

    def source():
        included = [h for h in headers if p.rng.random() < 0.4]
        if generated and p.rng.random() < 0.5:
            included.append('gen.h')
        return ''.join(f'#include {h}\n' for h in included) + p.value() + 'X is $X\n'
    generated = p.rng.random() < 0.5
    if generated:
        generator(p)
    p.flags['X'] = '1'
    p.flag_choices['X'] = ['1', '2', '3']
    late = ' | gen/gen.h' if generated else ''
    made = []
    kinds = p.rng.sample(['declared', 'depfile', 'undeclared'], p.rng.randint(1, 3))
    for kind in kinds:
        names = [f'{kind}{i}' for i in range(p.rng.randint(1, 3))]
        for name in names:
            p.edits(f'src/{kind}/{name}.c', source)
            made.append(f'obj/{kind}/{name}.o')
        extra = ' inc/b/h0.h inc/b/h1.h' if kind == 'declared' else ''
        dep = ' -v dep=$(@:.o=.d)' if kind == 'depfile' else ''
        tool = ' tools/cc.awk' if p.rng.random() < 0.5 else ''
        noise = '\n\t@echo "compiling $@"; echo "warning: $<" >&2' if p.rng.random() < 0.5 else ''
        log = '; echo $@ >> build.log' if p.rng.random() < 0.3 else ''
        p.rule(f'obj/{kind}/%.o: src/{kind}/%.c{extra}{tool}{late}\n'
               f'\t: RUN $@; mkdir -p $(@D); awk -v path=inc/a:inc/b:gen -v X=$(X) -v src=$< -v out=$@{dep} -f tools/cc.awk'
               f'{log}{noise}\n')
        if kind == 'depfile':
            p.beside += [f'obj/{kind}/{name}.d' for name in names]
            p.rule('-include ' + ' '.join(f'obj/{kind}/{name}.d' for name in names) + '\n')
    p.rule('prog: ' + ' '.join(made) + '\n\t: RUN $@; cat $^ > $@; chmod 755 $@\n')
    p.goals.append('prog')
    if p.rng.random() < 0.4:
        replace = 'rm -f $@; ' if p.rng.random() < 0.7 else ''
        p.kill = p.kill and replace != ''
        p.rule('libobjects.a: ' + ' '.join(made) + f'\n\t: RUN $@; {replace}ar rcsD $@ $^\n')
        p.goals.append('libobjects.a')


def generator(p):
    """A header written by a program that is built itself, from a list of names and a version."""
    p.edits('gen/names.txt')
    p.edits('gen/generator.in', lambda: f'#!/bin/sh\n# {p.value()}sed s/value/{p.rng.choice(["word", "term"])}/ "$1"\n')
    p.edits('VERSION')
    p.rule('gen/generator: gen/generator.in\n\t: RUN $@; cp $< $@; chmod 755 $@\n')
    hidden = p.rng.random() < 0.5
    if p.rng.random() < 0.5:
        p.rule('gen/gen.h: gen/names.txt gen/generator' + ('' if hidden else ' VERSION') +
               '\n\t: RUN $@; gen/generator $< > $@; cat VERSION >> $@\n')
    else:
        # Moved only if changed.
        p.stamps.append('gen/stamp')
        p.beside.append('gen/gen.h')
        p.rule('gen/gen.h: gen/stamp ;\ngen/stamp: gen/names.txt gen/generator' + ('' if hidden else ' VERSION') +
               '\n\t: RUN $@; gen/generator $< > gen/tmp; cat VERSION >> gen/tmp\n'
               '\tcmp -s gen/tmp gen/gen.h && rm gen/tmp || mv gen/tmp gen/gen.h\n\ttouch $@\n')


def stamps(p):
    """Files that tell only that something was done; what was done lies beside them."""
    p.edits('stamp/a.in')
    p.edits('stamp/b.in')
    p.edits('stamp/hidden.in')
    touch = p.rng.choice(['touch $@', ': > $@', 'echo done > $@'])
    p.rule(f'stamp/one: stamp/a.in\n\t: RUN $@; cat stamp/a.in stamp/hidden.in > stamp/one.txt; {touch}\n'
           f'stamp/two: stamp/one stamp/b.in\n\t: RUN $@; cat stamp/one.txt stamp/b.in > stamp/two.txt; {touch}\n'
           'stamp/user: stamp/two\n\t: RUN $@; cat stamp/two.txt > $@\n')
    p.goals.append('stamp/user')
    p.beside += ['stamp/one.txt', 'stamp/two.txt']
    p.stamps += ['stamp/one', 'stamp/two']
    if p.rng.random() < 0.5:
        p.rule('.UMAKE_UNOBSERVED: stamp/two\n')
        p.unseen_stamps.append('stamp/two')


def grouped(p):
    """Several files of one recipe: grouped targets, a pattern rule with two."""
    p.edits('group/in.y')
    p.edits('group/second.y')
    p.rule('group/x group/y &: group/in.y\n\t: RUN group; (echo x; cat $<) > group/x; (echo y; cat $<) > group/y\n'
           'group/%.tab.c group/%.tab.h: group/%.y\n'
           '\t: RUN $*; (echo c; cat $<) > group/$*.tab.c; (echo h; cat $<) > group/$*.tab.h\n'
           'group/all: group/x group/y group/second.tab.c group/second.tab.h\n\t: RUN $@; cat $^ > $@\n')
    p.goals.append('group/all')


def double_colon(p):
    for name in 'ab':
        p.edits(f'double/{name}.in')
    p.edits('double/shared.in')
    for name in 'ab':
        p.rule(f'double/out:: double/{name}.in\n\t: RUN $@ {name}; cat double/a.in double/b.in double/shared.in > $@\n')
    p.rule('double/user: double/out\n\t: RUN $@; cat $^ > $@\n')
    p.goals.append('double/user')


def intermediates(p):
    names = ['p', 'q'][:p.rng.randint(1, 2)]
    for name in names:
        p.edits(f'chain/{name}.in')
    p.edits('chain/common.txt')
    p.rule('%.mid: %.in\n\t: RUN $@; sed s/value/mid/ $< > $@\n'
           '%.out: %.mid\n\t: RUN $@; cat $< chain/common.txt > $@\n')
    if p.rng.random() < 0.3:
        p.rule('.SECONDARY: ' + ' '.join(f'chain/{name}.mid' for name in names) + '\n')
        p.optional += [f'chain/{name}.mid' for name in names]
    p.goals += [f'chain/{name}.out' for name in names]


def listings(p):
    """What lies in a directory, asked for by the shell."""
    names = [f'{n}.txt' for n in 'abcde']
    for name in names[:3]:
        p.put(f'data/{name}', p.value())

    def toggle():
        path = f'data/{p.rng.choice(names)}'
        if path in p.sources and sum(s.startswith('data/') and s.endswith('.txt') for s in p.sources) > 1:
            del p.sources[path]
        else:
            p.put(path, p.value())

    def rename():
        have = [n for n in names if f'data/{n}' in p.sources]
        free = [n for n in names if n not in have]
        if have and free:
            p.sources[f'data/{p.rng.choice(free)}'] = p.sources.pop(f'data/{p.rng.choice(have)}')

    def edit():
        p.put(f'data/{p.rng.choice([n for n in names if "data/" + n in p.sources])}', p.value())
    p.change(toggle, rename, edit)
    declared = ' $(wildcard data/*.txt)' if p.rng.random() < 0.4 else ''
    p.rule(f'data/all:{declared}\n\t: RUN $@; cat data/*.txt > $@\n'
           'data/count: data/all\n\t: RUN $@; ls data/*.txt | wc -l > $@\n')
    p.goals.append('data/count')
    p.unprompted += ['data/all', 'data/count']


def describe(p):
    """The version as the repository has it; nothing of it is declared."""
    p.edits('.git/HEAD', lambda: f'ref: refs/heads/{p.rng.choice(["main", "topic"])}\n')
    p.edits('.git/refs/heads/main')
    p.edits('.git/refs/heads/topic')

    def tag():
        if '.git/tag' in p.sources:
            del p.sources['.git/tag']
        else:
            p.put('.git/tag', p.value())
    p.change(tag)
    p.rule('version.txt:\n\t: RUN $@; cat .git/$$(sed "s/ref: //" .git/HEAD) > $@\n'
           '\tif [ -f .git/tag ]; then cat .git/tag >> $@; fi\n'
           'about: version.txt\n\t: RUN $@; (echo about; cat $<) > $@\n')
    p.goals.append('about')
    p.unprompted += ['version.txt', 'about']


def move_if_changed(p):
    """Looked at each time, written only when it changed."""
    p.edits('config.in')
    p.edits('config/more.in')
    p.rule('config.h: FORCE\n\t@sed /never/d config.in config/more.in > $@.tmp\n'
           '\t@cmp -s $@.tmp $@ && rm $@.tmp || mv $@.tmp $@\n'
           'config/user: config.h\n\t: RUN $@; (echo user; cat $<) > $@\n')
    p.goals.append('config/user')


def inner_make(p):
    """An inner make, whose product the outer one uses."""
    p.edits('sub/one.in')
    p.edits('sub/two.in')
    p.edits('shared.in')
    p.edits('outer.in')
    p.put('sub/Makefile', 'lib.txt: one.txt two.txt\n\t: RUN $@; cat $^ > $@\n'
                          '%.txt: %.in\n\t: RUN $@; cat $< ../shared.in > $@\n')
    always = p.rng.random() < 0.5
    if always:
        p.rule('sub/lib.txt: FORCE\n\t@$(MAKE) --no-print-directory -C sub lib.txt\n')
    else:
        p.rule('.PHONY: subdirectory\nsubdirectory:\n\t@$(MAKE) --no-print-directory -C sub lib.txt\nsub/lib.txt: subdirectory ;\n')
    p.rule('final: sub/lib.txt outer.in\n\t: QUIET $@; cat $^ > $@\n')
    p.goals.append('final')


def links(p):
    """Symbolic links, as sources and as products."""
    for name in 'abc':
        p.edits(f'link/{name}.txt')
    p.sources['link/current'] = Link('a.txt')

    def turn():
        p.sources['link/current'] = Link(p.rng.choice('abc') + '.txt')
    p.change(turn, turn)
    p.rule('link/copy: link/current\n\t: RUN $@; cat link/current > $@; readlink link/current > link/where\n'
           'link/made: link/copy\n\t: RUN $@; ln -sf copy $@\n'
           'link/names:\n\t: RUN $@; readlink link/current > $@\n'
           'link/deep: link/made link/names\n\t: RUN $@; cat link/made link/names link/a.txt > $@; chmod 640 $@\n')
    p.goals += ['link/deep']
    p.beside.append('link/where')
    p.stamps.append('link/copy')
    p.unprompted += ['link/names', 'link/deep']


def removes(p):
    """Recipes that make and remove more than they say."""
    p.edits('tidy/in')
    p.edits('tidy/hidden')
    p.rule('tidy/out: tidy/in\n\t: RUN $@; mkdir -p tidy/dir/deep; cat tidy/in > tidy/dir/deep/tmp; cat tidy/hidden >> tidy/dir/deep/tmp\n'
           '\tsort tidy/dir/deep/tmp > $@; rm -rf tidy/dir; mkdir -p tidy/kept; cp $@ tidy/kept/copy\n'
           'tidy/user: tidy/out\n\t: RUN $@; cat tidy/kept/copy > $@\n')
    p.goals.append('tidy/user')
    p.beside += ['tidy/kept/copy']
    p.stamps.append('tidy/out')


def members(p):
    """An archive's member by an implicit rule."""
    p.kill = False
    p.edits('member.src')
    p.rule('member.o: member.src\n\t: RUN $@; cat $< > $@\n'
           '(%): %\n\t: RUN $@; ar rcD $@ $<\n')
    p.goals.append('libmember.a(member.o)')


def compiled(p):
    """The real compiler."""
    def source():
        return f'#include "real.h"\nint value(void) {{ return REAL + {p.rng.randint(0, 3)}; }}\n'
    p.edits('real/value.c', source)
    p.put('real/main.c', 'int value(void);\nint main(void) { return value(); }\n')
    p.edits('real/inc/real.h', lambda: f'#define REAL {p.rng.randint(0, 3)}\n')

    def shadow():
        if 'real/first/real.h' in p.sources:
            del p.sources['real/first/real.h']
        else:
            p.put('real/first/real.h', f'#define REAL {p.rng.randint(4, 6)}\n')
    p.change(shadow)
    p.put('real/first/other.h', '')
    how = p.rng.choice(['', ' -MMD -MP -MF $(@:.o=.tmp)'])
    move = '\n\tmv $(@:.o=.tmp) $(@:.o=.d)' if how else ''
    p.beside += ['real/value.d', 'real/main.d']
    p.rule(f'real/%.o: real/%.c\n\t: RUN $@; gcc -Ireal/first -Ireal/inc{how} -c $< -o $@{move}\n'
           '-include real/value.d real/main.d\n'
           'real/program: real/main.o real/value.o\n\t: RUN $@; gcc $^ -o $@\n'
           'real/says: real/program\n\t: RUN $@; real/program; echo $$? > $@\n')
    p.goals.append('real/says')


def remade_makefile(p):
    """A makefile that is made."""
    p.edits('settings.in', lambda: f'SETTING = {p.rng.randint(0, 3)}\n')
    p.rule('include settings.mk\nsettings.mk: settings.in\n\t@: RUN $@; cp $< $@\n'
           'setting.txt: settings.mk\n\t: RUN $@; echo $(SETTING) > $@\n')
    p.goals.append('setting.txt')


PARTS = [objects, stamps, grouped, double_colon, intermediates, listings, describe, move_if_changed, inner_make, links,
         removes, members, compiled, remade_makefile]
