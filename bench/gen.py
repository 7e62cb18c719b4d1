#!/usr/bin/env python3
"""Makes build trees to measure with: gen.py KIND SIZE DIRECTORY

The same arguments always give the same tree. Kinds:
  flat       SIZE objects by explicit rules, 8 headers each; also a build.ninja
  depfiles   SIZE objects by a pattern rule, each with a depfile of 30 headers
  recursive  SIZE sub-makes of 20 objects each
  eval       SIZE modules made by a foreach/call/eval template
  chain      SIZE recipes, each needing the one before
  phony      SIZE recipes that do nothing
  one        a makefile with nothing to do
"""
import os
import random
import sys

HEADERS = [f'include/h{i}.h' for i in range(200)]


class Tree:
    def __init__(self, directory):
        self.directory = directory
        self.random = random.Random(1)

    def write(self, path, text):
        full = os.path.join(self.directory, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'w') as f:
            f.write(text)

    def make_directory(self, path):
        os.makedirs(os.path.join(self.directory, path), exist_ok=True)

    def headers(self):
        for header in HEADERS:
            self.write(header, f'/* {header} */\n')

    def source(self, i):
        """Writes source i; returns its name and its object's."""
        stem = f'd{i // 100}/f{i}'
        self.write(f'src/{stem}.c', f'int f{i}(void) {{ return {i}; }}\n')
        self.make_directory(f'out/d{i // 100}')
        return f'src/{stem}.c', f'out/{stem}.o'


def flat(tree, size):
    tree.headers()
    rules, ninja, objects = [], ['rule cp', '  command = cp $in_file $out'], []
    for i in range(size):
        source, target = tree.source(i)
        needed = ' '.join(tree.random.sample(HEADERS, 8))
        rules.append(f'{target}: {source} {needed}\n\tcp {source} $@\n')
        ninja += [f'build {target}: cp {source} | {needed}', f'  in_file = {source}']
        objects.append(target)
    tree.write('Makefile', 'all: out/app\nout/app: ' + ' \\\n  '.join(objects) + '\n\ttouch $@\n'
               + ''.join(rules))
    ninja += ['rule touch', '  command = touch $out', 'build out/app: touch ' + ' '.join(objects)]
    tree.write('build.ninja', '\n'.join(ninja) + '\n')


def depfiles(tree, size):
    tree.headers()
    for i in range(size):
        source, target = tree.source(i)
        needed = tree.random.sample(HEADERS, 30)
        tree.write(target[:-1] + 'd', f'{target}: {source} ' + ' \\\n '.join(needed) + '\n'
                   + ''.join(f'{h}:\n' for h in needed))
    tree.write('Makefile', '''SOURCES := $(wildcard src/*/*.c)
OBJECTS := $(patsubst src/%.c,out/%.o,$(SOURCES))
all: out/app
out/app: $(OBJECTS)
\ttouch $@
out/%.o: src/%.c
\tcp $< $@
-include $(OBJECTS:.o=.d)
''')


def recursive(tree, size):
    for i in range(size):
        for j in range(20):
            tree.write(f's{i}/f{j}.c', f'int f{i}_{j};\n')
        tree.write(f's{i}/Makefile', 'OBJECTS = ' + ' '.join(f'f{j}.o' for j in range(20))
                   + '\nall: lib.a\nlib.a: $(OBJECTS)\n\ttouch $@\n%.o: %.c\n\tcp $< $@\n')
    tree.write('Makefile', f'DIRECTORIES = {" ".join(f"s{i}" for i in range(size))}\n'
               + '''.PHONY: all $(DIRECTORIES)
all: $(DIRECTORIES)
$(DIRECTORIES):
\t@$(MAKE) --no-print-directory -C $@
''')


def eval_modules(tree, size):
    for i in range(size):
        for j in range(5):
            tree.write(f'modules/m{i}/a{j}.c', f'int m{i}a{j};\n')
    tree.write('Makefile', f'MODULES := {" ".join(f"m{i}" for i in range(size))}\n' + '''all:
object = $(patsubst modules/%.c,out/%.o,$(1))
reverse = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
define module
$(1)_SOURCES := $$(wildcard modules/$(1)/*.c)
$(1)_OBJECTS := $$(call object,$$($(1)_SOURCES))
$(1)_REVERSED := $$(call reverse,$$($(1)_OBJECTS))
$(1)_FLAGS = $$(filter-out -g,$$(CFLAGS)) -D$$(subst m,M,$(1)) $$(addprefix -I,$$(sort $$(dir $$($(1)_SOURCES))))
out/lib$(1).a: $$($(1)_OBJECTS)
\t@touch $$@
all: out/lib$(1).a
$$($(1)_OBJECTS): out/%.o: modules/%.c | out/$(1)
\t@cp $$< $$@
out/$(1):
\t@mkdir -p $$@
endef
$(foreach m,$(MODULES),$(eval $(call module,$(m))))
''')


def chain(tree, size):
    tree.write('start', 'x\n')
    tree.write('Makefile', f'all: t{size - 1}\nt0: start\n\tcp $< $@\n'
               + ''.join(f't{i}: t{i - 1}\n\tcp $< $@\n' for i in range(1, size)))


def phony(tree, size):
    tree.write('Makefile', f'T = {" ".join(f"t{i}" for i in range(size))}\n'
               + '.PHONY: all $(T)\nall: $(T)\n$(T):\n\t@/bin/true\n')


def one(tree, _):
    tree.write('Makefile', 'all:;@:\n')


KINDS = {'flat': flat, 'depfiles': depfiles, 'recursive': recursive, 'eval': eval_modules,
         'chain': chain, 'phony': phony, 'one': one}


def generate(kind, size, directory):
    KINDS[kind](Tree(directory), size)


if __name__ == '__main__':
    if len(sys.argv) != 4 or sys.argv[1] not in KINDS:
        sys.exit(__doc__)
    generate(sys.argv[1], int(sys.argv[2]), sys.argv[3])
