"""Random recipe lines: short commands of the shell, few programs, so that a build takes milliseconds."""

MAKES_FILE = [
    (6, 'touch $@'), (6, 'echo $@ > $@'), (5, '@echo make $@ from $^; echo $^ > $@'),
    (4, "printf '%s\\n' $@ $< > $@"), (3, 'cat $^ > $@'), (2, 'cp $< $@'), (3, ': > $@'),
    (2, 'echo $* $? >> $@'), (2, 'echo $(@D) $(@F) $(<F) $(^D) $(*F) > $(@)'), (1, '>$@'),
    (1, 'touch ${@}'), (1, 'mkdir -p $(@D); echo x > $@'), (1, 'echo $+ $| > $@'),
    (1, "echo '$^' '$+' '$|' '$?' '$*' '$%' > $@"), (1, 'touch -d @1577838000 $@')]
SAYS = [
    (6, 'echo $@'), (6, '@echo $@: $^'), (3, '@:'), (3, ':'), (2, 'true'), (4, 'echo $@ $< $? $|'),
    (2, '@echo "$@"'), (1, "@echo '$+'"), (1, 'echo $(^F) $(?D)'), (1, 'printf "%s\\n" $^'),
    (1, 'echo "$$V0" $$ENV1 "$${V1-unset}"'), (1, 'for f in $^; do echo "$$f"; done'),
    (1, 'test -f $< && echo yes || echo no'), (1, "echo 'a#b' # c"), (1, 'echo a;echo b'),
    (1, 'echo $(words $^)'), (1, '@echo level $$MAKELEVEL $(MAKELEVEL)'), (1, 'echo [$$MAKEFLAGS] [$(MAKEFLAGS)]'),
    (1, '(echo sub)'), (1, 'exec echo x'), (1, 'cd . && pwd | wc -l'), (1, 'umask 022'), (1, 'echo *.c'),
    (1, 'echo $$0'), (1, 'echo ~ \\* "a\\\\b" a\\ b'), (1, 'x=1; echo $$x $x')]
FAILS = ['false', 'exit 3', 'nosuchcommand a', 'nosuchcommand; false', 'test -f nosuch', 'cat nosuch',
         'echo x > $@; false', './foo.c', 'kill -9 $$$$', '(exit 130)', 'touch $@ && exit 1', '/', 'sub']
ODD = ['', '@', '-', '+', '@-', '# comment', '@# comment', '  echo spaces', 'echo \\', '$(empty)', '@$(empty)',
       'echo a \\\\', 'echo "a', '@ - + echo all', 'echo a\\#b', ';', '$(if x,)', 'echo $', 'echo $$', '\t echo tab',
       "echo 'multi \\", 'echo $(info in recipe)x', '$(eval E1 := recipe)', 'echo {a,b}', '!', 'echo %',
       'define X', 'endif', 'X = 1', 'echo a && \\']


class Recipes:
    def __init__(self, choices, expressions, names):
        self.c, self.e, self.names = choices, expressions, names
        self.sub_makes = []

    def line(self):
        """One line that isn't what makes the target."""
        c = self.c
        kind = c.number(0, 99)
        if kind < 50:
            text = c.weighted(SAYS)
        elif kind < 72:
            text = c.pick(["echo '%s'", "@echo '%s'", '@: %s', 'echo %s', '@echo "[%s]"']) % self.e.text(2)
        elif kind < 75:
            text = self.e.call(2)
        elif kind < 80 and self.names.canned:
            text = c.pick(['$(%s)', '@$(%s)', '-$(%s)']) % c.pick(self.names.canned)
        elif kind < 90 and self.sub_makes:
            text = c.pick(self.sub_makes)
        elif kind < 93:
            text = c.pick(ODD)
        elif kind < 94:
            text = c.pick(['-', '-', '-@', '']) + c.pick(FAILS)
        else:
            text = c.weighted(MAKES_FILE)
        return self.prefixed(text)

    def prefixed(self, text):
        if self.c.chance(.12):
            return self.c.pick(['@', '-', '+', '@-', '- ', ' @', '@@', '\t@']) + text
        return text

    def lines(self, makes_file):
        """A recipe. One that makes its target does it in one of its lines."""
        c = self.c
        count = c.weighted([(6, 1), (3, 2), (2, 3), (1, 4)])
        lines = [self.line() for _ in range(count - 1 if makes_file else count)]
        if makes_file:
            at = c.number(0, len(lines))
            lines.insert(at, self.prefixed(c.weighted(MAKES_FILE)))
        return [self.broken(line) for line in lines]

    def broken(self, line):
        """Now and then with a line continuation in it."""
        if ' ' in line and self.c.chance(.05):
            at = self.c.pick([i for i, char in enumerate(line) if char == ' '])
            glue = self.c.pick([' \\\n\t', '\\\n\t', ' \\\n', ' \\\n  ', ' \\\n\t\t', ' \\\\\n\t'])
            return line[:at] + glue + line[at + 1:]
        return line
